"""Numbers to quote: short, the same for ever, and no count of anything."""

from people.models import Allocation


def reference_of(allocation: Allocation) -> str:
    """KAZ-3F2A-9C1B: what a focal point quotes in a letter about one allocation."""
    mark = allocation.uuid.hex[:8].upper()
    return f"{allocation.country_id or 'ORG'}-{mark[:4]}-{mark[4:]}"
