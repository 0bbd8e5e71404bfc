"""People without a seat: a resource person who is staff, and guests who only open and close."""

from people.models import Participation, Person, State
from tests.factories import make_billing, make_session, make_speaker
from workshops.models import Session, SpeakerRole


def one_participant(play) -> None:
    """Somebody on a seat, so that there is a cohort to be counted apart from."""
    allocation = play.allocate(play.stream("CAREC"), "MNG", 1)
    play.clock.on("2024-04-02")
    (row,) = play.ministry(allocation).nominate(allocation, "Saran Zagvar")
    play.clock.on("2024-04-22")
    play.seat(row)
    play.clock.on("2024-05-20")
    assert play.state(row, State.ARRIVED).done
    play.clock.on("2024-05-31")
    assert play.state(row, State.COMPLETED).done


def test_a_resource_person_who_is_staff(play):
    one_participant(play)
    make_billing(
        session=make_session(workshop=play.workshop),
        speaker=make_speaker(workshop=play.workshop, name="Lena Park"),
    )
    assert [finding.code for finding in play.findings()] == ["speakers"]
    play.clock.on("2024-06-01")
    taught = play.write_down("resource_person", "Lena Park")
    worked = play.write_down("staff", "Lena Park", unit="Programme team", speaker="")
    play.agree(taught, worked)

    assert Person.objects.filter(display_name="Lena Park").count() == 1
    rows = Participation.objects.filter(person__display_name="Lena Park")
    assert sorted(rows.values_list("role", "seat")) == [("resource_person", None), ("staff", None)]
    annex = play.annex_d()
    assert len(annex.participants) == 1
    assert [person.name for person in annex.resource_persons] == ["Lena Park"]
    assert [(roll.heading.plain, len(roll.people)) for roll in annex.units] == [
        ("Programme team", 1)
    ]
    assert play.public_roster().count == 1
    assert play.figures("MNG").board["arrived"] == 1
    assert [finding.code for finding in play.findings()] == []


def test_guests_who_only_open_and_close(play):
    one_participant(play)
    ceremony = make_session(workshop=play.workshop, kind=Session.Kind.CEREMONY)
    for name, role in (
        ("Opening Guest", SpeakerRole.Role.WELCOME),
        ("Closing Guest", SpeakerRole.Role.CLOSING),
    ):
        speaker = make_speaker(workshop=play.workshop, name=name)
        make_billing(session=ceremony, speaker=speaker, role=role)
    assert [finding.code for finding in play.findings()] == []  # they teach nothing
    play.clock.on("2024-06-01")
    opening = play.write_down("guest", "Opening Guest")
    play.write_down("guest", "Closing Guest")
    play.agree(opening)

    annex = play.annex_d()
    assert len(annex.participants) == 1
    assert [(person.name, person.withheld) for person in annex.guests] == [
        ("Opening Guest", False),
        ("", True),
    ]
    assert (play.public_roster().count, play.figures("MNG").report) == (1, 1)
    page = play.report_page()
    assert ("Opening Guest" in page, "Closing Guest" in annex_text(page)) == (True, False)
    assert [finding.code for finding in play.findings()] == []


def annex_text(page: str) -> str:
    """The report from Annex D on, where people are listed; the agenda bills speakers by name."""
    return page.rpartition("Annex D")[2]
