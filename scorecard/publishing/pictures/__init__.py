"""The pictures of an edition: numbers in, one SVG each out, with its text as paths."""

from pathlib import Path

OUTLINE = Path(__file__).with_name("outline.json")
"""The lines of the map, which a build depends on as on a module."""
