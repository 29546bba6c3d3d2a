"""Numbers in, views out, and from views the pages, cards and data files, as a stream of artifacts."""
