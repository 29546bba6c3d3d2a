"""Models in, exact numbers out: pairs, scores, bands, ranks and how they are printed. No YAML, no templates, no clock."""
