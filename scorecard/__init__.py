"""A generator of transparency scorecards: YAML in, a static site and report cards out."""

__version__ = "0.3.0"
