"""What organisers keep an eye on: answers coming in, comments waiting to be read."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.models import Comment, Questionnaire
from workshops import panels, readiness
from workshops.models import Workshop
from workshops.panels import Figure, Watch
from workshops.readiness import Check


def answers(workshops: Sequence[Workshop]) -> Mapping[int, Figure]:
    """How many have answered the questionnaire that is open."""
    opened = Questionnaire.objects.filter(
        workshop__in=workshops, status=Questionnaire.Status.OPEN
    ).annotate(
        invited=Count("invitations"),
        have_answered=Count("invitations", filter=Q(invitations__answered=True)),
    )
    return {
        row.workshop_id: Figure(
            _now("%(answered)s of %(invited)s")
            % {"answered": row.have_answered, "invited": row.invited},
            reverse("admin:evaluations_questionnaire_change", args=[row.pk]),
        )
        for row in opened.order_by("opened_at", "id")
    }


def waiting(workshops: Sequence[Workshop]) -> Mapping[int, Figure]:
    """Comments that nobody has read."""
    workshop = "question__section__questionnaire__workshop"
    unread = Comment.objects.filter(**{f"{workshop}__in": workshops}, review=Comment.Review.WAITING)
    counted = unread.order_by().values_list(workshop).annotate(Count("id"))
    listed = f"{reverse('admin:evaluations_comment_changelist')}?review__exact=waiting"
    return {
        pk: Figure(
            ngettext("%(count)s to review", "%(count)s to review", count) % {"count": count},
            listed,
            urgent=True,
        )
        for pk, count in counted
    }


panels.add_to_dashboard(Watch("answers", _("Evaluation"), answers, order=40, in_list=True))
panels.add_to_dashboard(Watch("comments", _("Comments"), waiting, order=41))


def what_is_asked(workshop: Workshop) -> Iterator[Check]:
    """Whether participants are asked at the end what they made of it."""
    closing = workshop.questionnaires.filter(instrument=Questionnaire.Instrument.CLOSING)
    there = closing.exists()
    url = (
        f"{reverse('admin:evaluations_questionnaire_changelist')}?workshop__id__exact={workshop.pk}"
    )
    said = "" if there else _now("There is no closing questionnaire.")
    yield Check("closing-form", _now("Closing questionnaire"), said, int(there), 1, url)


readiness.add_group("evaluation", _("Evaluation"), what_is_asked, order=70)
