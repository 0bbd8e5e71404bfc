"""Inviting focal points, renewing and ending their access, handing over to a colleague."""

from datetime import UTC, datetime, timedelta

import pytest

from people.access import is_good
from people.actions import focal_points
from people.actions.refusals import AccessEnded
from people.models import FocalPoint, Message, User
from tests.factories import (
    make_allocation,
    make_focal_point,
    make_organiser,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 4, 1, 9, tzinfo=UTC)
DEADLINE = datetime(2024, 4, 20, 13, tzinfo=UTC)


@pytest.fixture
def organiser() -> User:
    return make_organiser()


@pytest.fixture
def focal_point() -> FocalPoint:
    """Of Mongolia, with two allocations of two seats, deadline 18:00 in Almaty."""
    stream = make_stream(workshop=make_workshop(zone="Asia/Almaty"))
    rows = [
        make_allocation(stream=stream, nomination_deadline=DEADLINE),
        make_allocation(stream=make_stream(workshop=stream.workshop)),
    ]
    return make_focal_point(*rows, email="dulam@example.org", zone="Asia/Ulaanbaatar")


def test_an_invitation_carries_a_link_and_what_it_is_about(focal_point, organiser):
    message = focal_points.invite(focal_point, by=organiser, now=NOW)
    assert message.link.focal_point == focal_point
    assert message.link.created_by == organiser
    assert message.body.count("{link}") == 1
    for said in (
        "You nominate for: Mongolia.",
        "Offered: 4 seats.",
        "Sat 20 Apr 2024, 18:00 (Almaty) = 21:00 your time.",
    ):
        assert said in message.body


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_an_invitation_is_in_the_focal_points_language(focal_point, organiser, language):
    focal_point.language = language
    focal_point.save()
    assert focal_points.invite(focal_point, by=organiser, now=NOW).language == language


def test_an_invitation_asked_for_twice_is_written_once_until_it_is_sent(focal_point, organiser):
    first = focal_points.invite(focal_point, by=organiser, now=NOW)
    assert focal_points.invite(focal_point, by=organiser, now=NOW) == first
    Message.objects.update(status=Message.Status.SENT)
    second = focal_points.invite(focal_point, by=organiser, now=NOW + timedelta(days=3))
    assert second != first
    assert second.link == first.link


def test_a_link_that_ends_soon_is_not_mailed_once_more(focal_point, organiser):
    first = focal_points.invite(focal_point, by=organiser, now=NOW)
    Message.objects.update(status=Message.Status.SENT)
    later = first.link.expires_at - timedelta(days=3)
    assert focal_points.invite(focal_point, by=organiser, now=later).link != first.link


def test_renewing_ends_the_old_link_and_mails_a_new_one(focal_point, organiser):
    old = focal_points.invite(focal_point, by=organiser, now=NOW).link
    new = focal_points.renew(focal_point, by=organiser, now=NOW + timedelta(days=50))
    old.refresh_from_db()
    later = NOW + timedelta(days=70)
    assert (is_good(old, later), is_good(new, later)) == (False, True)
    assert Message.objects.filter(kind="new_link", link=new).count() == 1


def test_ending_access_ends_links_and_messages_that_still_wait(focal_point, organiser):
    link = focal_points.invite(focal_point, by=organiser, now=NOW).link
    focal_points.end(focal_point, by=organiser, now=NOW)
    link.refresh_from_db()
    assert is_good(link, NOW) is False
    assert Message.objects.get().status == Message.Status.CANCELLED
    for again in (focal_points.invite, focal_points.renew):
        with pytest.raises(AccessEnded):
            again(focal_point, by=organiser, now=NOW)
    assert Message.objects.count() == 1


def test_handing_over_invites_the_colleague_for_the_same_allocations(focal_point, organiser):
    old = focal_points.invite(focal_point, by=organiser, now=NOW).link
    colleague = focal_points.hand_over(
        focal_point, name="Otgon Bayar", email="otgon@example.org", now=NOW
    )
    focal_point.refresh_from_db()
    old.refresh_from_db()
    assert set(colleague.allocations.all()) == set(focal_point.allocations.all())
    assert (focal_point.is_active, focal_point.handed_over_to) == (False, colleague)
    assert (is_good(old, NOW), colleague.organisation) == (False, focal_point.organisation)
    invitation = Message.objects.get(status=Message.Status.WAITING)
    assert (invitation.to_address, invitation.focal_point) == ("otgon@example.org", colleague)


def test_handing_over_happens_once(focal_point):
    focal_points.hand_over(focal_point, name="Otgon", email="otgon@example.org", now=NOW)
    with pytest.raises(AccessEnded):
        focal_points.hand_over(focal_point, name="Else", email="else@example.org", now=NOW)
    assert FocalPoint.objects.count() == 2
