"""A visa comes late: expected, waited for, arrived on the fifth day; counted once, in two attendance figures."""

from people.models import State
from reports.sections.seats import SeatCount


def test_a_late_visa(play):
    stream = play.stream("CAREC")
    allocation = play.allocate(stream, "PAK", 2)
    ministry = play.ministry(allocation)
    play.clock.on("2024-04-02")
    first, late = ministry.nominate(allocation, "Adeel Misali", "Sana Misali")
    play.clock.on("2024-04-22")
    play.seat(first, late)

    play.clock.on("2024-05-20")
    assert play.state(first, State.ARRIVED).done
    expected = play.bring_in(
        "Name, Sending country, Stream, Expected on", ("Sana Misali", "PAK", "carec", "2024-05-24")
    )
    assert expected.done

    play.clock.on("2024-05-22")
    assert play.state(late, State.NO_SHOW).refused == ("Sana Misali is expected on 2024-05-24.",)
    there = play.figures("PAK")
    assert (there.roster, there.public, there.report) == (1, 1, 1)
    assert there.board == {
        "seats": 2,
        "nominated": 2,
        "endorsed": 2,
        "accepted": 1,
        "visa": 1,
        "arrived": 1,
    }

    play.clock.on("2024-05-24", hour=15)
    assert play.act(late, "arrive", day="2024-05-24").done
    play.clock.on("2024-05-31")
    for row in (first, late):
        assert play.state(row, State.COMPLETED).done
    play.agree(first, late)

    assert play.attendance() == (1, 2)
    assert late.arrived_on.isoformat() == "2024-05-24"
    after = play.figures("PAK")
    assert (after.roster, after.public, after.report) == (2, 2, 2)
    assert after.seats == SeatCount(allocated=2, used=2, lost=0, returned=0)
    assert [finding.code for finding in play.findings()] == []
    assert "Sana Misali" in play.report_page()
