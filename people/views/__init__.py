"""Doors to the public pages about people."""
