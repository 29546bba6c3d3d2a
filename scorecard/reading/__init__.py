"""Text in, models out, or problems with their places; the only YAML import, and the one reader of the disk."""
