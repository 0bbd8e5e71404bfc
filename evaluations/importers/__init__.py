"""Questionnaires from files."""
