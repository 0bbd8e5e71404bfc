"""From a file to the database: see `pipeline`."""
