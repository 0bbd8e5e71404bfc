"""The twelve invariants, each tried through every path that could break it.

`paths` is the table of ways into the site that can touch people and seats, `surface` holds the site to
it: a new action, page or command of the office without a line there fails. Each `test_NN` module states
one invariant as a query over the database, tries to break it through each path where it applies, and has
the allowed twin beside it; that its query can find something is shown by breaking it past everything.
"""
