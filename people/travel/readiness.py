"""Ready to travel: who accepted, and for whom everything is done or not needed that the journey asks for.

What is paid on the first day keeps nobody at home. A visa, needed or not, stands in every list of papers: where
none does, the papers were never made, and nobody knows.
"""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from people.models import Facet, State

AFTER_ARRIVAL = (Facet.Kind.PER_DIEM,)

_own = Facet.objects.filter(participation=OuterRef("pk"))
HAS_PAPERS = Exists(_own.filter(kind=Facet.Kind.VISA))
LACKS_SOMETHING = Exists(_own.open().exclude(kind__in=AFTER_ARRIVAL))
TO_TRAVEL = Q(state=State.ACCEPTED) & HAS_PAPERS
READY = TO_TRAVEL & ~LACKS_SOMETHING
NOT_READY = TO_TRAVEL & LACKS_SOMETHING


def is_ready(state: str, facets: Mapping[str, Facet]) -> bool | None:
    """The same of rows at hand, by kind; None for whom the question does not arise."""
    if state != State.ACCEPTED or Facet.Kind.VISA not in facets:
        return None
    return not any(facet.is_open for kind, facet in facets.items() if kind not in AFTER_ARRIVAL)
