"""What the rules find, where else organisers look: planning, readiness, before a release, the dashboard."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops import panels, readiness, release_checks, rules
from workshops.models import Workshop
from workshops.panels import Figure, Watch
from workshops.planning import warnings
from workshops.planning.warnings import Warning
from workshops.rules import Finding, Review, Severity


def page_of(workshop: int) -> str:
    return reverse("admin:workshops_workshop_rules", args=[workshop])


def on_the_board(workshop: Workshop) -> Iterator[Warning]:
    """At the session or the day that a finding is about; at each of two that clash."""
    url = page_of(workshop.pk)
    for finding in rules.findings(workshop):
        for place in places_of(finding):
            yield Warning(
                text=finding.text, url=url, is_grave=finding.severity != Severity.HINT, **place
            )


def places_of(finding: Finding) -> list[dict]:
    """One or two sessions, else one day, else the whole programme."""
    if 0 < len(finding.sessions) <= 2:
        return [{"session": session} for session in finding.sessions]
    return [{"day": finding.days[0]}] if len(finding.days) == 1 else [{}]


def before_release(workshop: Workshop) -> Iterator[release_checks.Check]:
    """What has to change, each by itself; what else there is, counted."""
    review = rules.review(workshop)
    url = page_of(workshop.pk)
    for one in review.urgent:
        yield release_checks.Check(one.finding.text, url, is_grave=True)
    if count := len(review.standing) - len(review.urgent):
        yield release_checks.Check(
            ngettext(
                "The rules find %(count)s more thing to look at.",
                "The rules find %(count)s more things to look at.",
                count,
            )
            % {"count": count},
            url,
        )


def in_readiness(workshop: Workshop) -> Iterable[readiness.Check]:
    """How many rules find nothing that has to change, of those that look."""
    review = rules.review(workshop)
    if not review.programme.work:
        return
    looking = len(rules.rules()) - len(review.off)
    against = len({one.finding.rule for one in review.urgent})
    yield readiness.Check(
        "rules",
        str(_("Load and rules")),
        said_of(review),
        done=looking - against,
        total=looking,
        url=page_of(workshop.pk),
    )


def said_of(review: Review) -> str:
    """5 findings have to change, or be waived; "" where none has."""
    count = len(review.urgent)
    if not count:
        return ""
    return ngettext(
        "%(count)s finding of the rules has to change, or be waived.",
        "%(count)s findings of the rules have to change, or be waived.",
        count,
    ) % {"count": count}


def on_the_dashboard(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Of workshops that are not over, where something has to change."""
    now = timezone.now()
    coming = [workshop for workshop in workshops if workshop.today(now) <= workshop.ends_on]
    if not coming:
        return {}
    return {
        pk: Figure(
            ngettext(
                "%(count)s to change or waive", "%(count)s to change or waive", len(review.urgent)
            )
            % {"count": len(review.urgent)},
            url=page_of(pk),
            urgent=True,
        )
        for pk, review in rules.reviews(coming).items()
        if review.urgent
    }


warnings.add(on_the_board)
release_checks.add(before_release, order=20)
readiness.add_group("rules", _("Load and rules"), in_readiness, order=15)
panels.add_to_dashboard(Watch("rules", _("Load and rules"), on_the_dashboard, order=13))
