"""Models in, exact numbers out: pairs, scores, bands, ranks, and how they print. No YAML, no templates, no clock."""
