"""Artifacts in, a site out: what to render, where, and the one writer of the output."""
