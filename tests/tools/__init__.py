"""Helper programs that `make` runs, and that the tests of the house test."""
