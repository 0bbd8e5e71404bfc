"""From the database to a file: see `columns`."""
