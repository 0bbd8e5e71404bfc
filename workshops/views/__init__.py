"""Doors to the public pages of a workshop."""
