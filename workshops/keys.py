"""Primary keys as addresses and forms name them."""

LONGEST = 18  # digits; more do not fit into a database's whole numbers


def key_named(written: str | None) -> int | None:
    """The key that a text names, or None where it names none: "7" does, "²", "7a" and fifty digits do not."""
    if not written or not written.isascii() or not written.isdecimal() or len(written) > LONGEST:
        return None
    return int(written)
