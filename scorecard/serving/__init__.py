"""A project folder in, its site in a browser out, made anew whenever a source is saved; nothing is published."""
