"""Doors: what anybody reads, the personal link, and answering."""
