"""Somebody withdraws three days before the first day; one of the reserve comes on the same seat."""

from people.models import State
from reports.sections.seats import SeatCount


def test_a_late_withdrawal_and_its_replacement(play):
    allocation = play.allocate(play.stream("CAREC"), "TJK", 2, nominees_per_seat=2)
    ministry = play.ministry(allocation)
    play.clock.on("2024-04-02")
    names = ("Farida Namunazoda", "Rustam Namunazoda", "Zarina Namunazoda", "Shahlo Namunazoda")
    stays, leaves, waits, other = ministry.nominate(allocation, *names)
    play.clock.on("2024-04-22")
    play.seat(stays, leaves)
    assert play.state(waits, State.RESERVE).done
    assert play.figures("TJK").board == {
        "seats": 2,
        "nominated": 4,
        "endorsed": 4,
        "reserve": 1,
        "accepted": 2,
        "visa": 2,
    }

    play.clock.on("2024-05-17")
    seat = leaves.seat
    assert ministry.replace(leaves, waits, "Called to a session of parliament").done
    assert (leaves.state, waits.state, waits.seat, waits.replaces) == (
        State.REPLACED,
        State.SELECTED,
        seat,
        leaves,
    )
    play.clock.on("2024-05-18")
    play.accept(waits)
    assert ministry.replace(stays, other, "Too late").refused == (
        "The time for replacements is over. Ask the organisers of the workshop.",
    )

    play.clock.on("2024-05-20")
    for row in (stays, waits):
        assert play.state(row, State.ARRIVED).done
    play.clock.on("2024-05-31")
    for row in (stays, waits):
        assert play.state(row, State.COMPLETED).done
    play.agree(stays, waits)

    after = play.figures("TJK")
    assert (after.roster, after.public, after.report) == (2, 2, 2)
    assert after.seats == SeatCount(allocated=2, used=2, lost=0, returned=0)
    assert after.board["seats"] == 2
    page = play.report_page()
    assert ("Zarina Namunazoda" in page, "Rustam Namunazoda" in page) == (True, False)
    assert "parliament" not in page
    assert [finding.code for finding in play.findings()] == []


def test_the_office_withdraws_and_lets_the_reserve_follow(play):
    allocation = play.allocate(play.stream("CAREC"), "TJK", 2, nominees_per_seat=2)
    ministry = play.ministry(allocation)
    play.clock.on("2024-04-02")
    names = ("Farida Namunazoda", "Rustam Namunazoda", "Zarina Namunazoda", "Shahlo Namunazoda")
    stays, leaves, first, second = ministry.nominate(allocation, *names)
    play.clock.on("2024-04-22")
    play.seat(stays, leaves)
    for row in (first, second):
        assert play.state(row, State.RESERVE).done
    assert play.to_fill() == []

    play.clock.on("2024-05-17")
    seat = leaves.seat
    assert play.act(leaves, "withdraw", reason="").refused == ("This field is required.",)
    assert play.act(leaves, "withdraw", reason="Called to a session of parliament").done
    assert (leaves.state, leaves.public_note) == (State.WITHDRAWN, "")
    assert play.to_fill() == [("Rustam Namunazoda", ["Zarina Namunazoda", "Shahlo Namunazoda"])]
    assert play.follow(leaves, second).refused == (
        "Zarina Namunazoda would come first. Say why not.",
    )
    assert play.follow(leaves, first).done
    assert (first.state, first.seat, first.replaces) == (State.SELECTED, seat, leaves)
    assert play.follow(leaves, second, reason="Both").refused == (
        "Zarina Namunazoda holds this seat.",
    )
    assert play.to_fill() == []
    play.clock.on("2024-05-18")
    play.accept(first)

    play.clock.on("2024-05-20")
    for row in (stays, first):
        assert play.act(row, "arrive", day="2024-05-20").done
    assert play.attendance() == (2, 2)
    play.clock.on("2024-05-31")
    for row in (stays, first):
        assert play.act(row, "complete").done
    play.agree(stays, first)
    after = play.figures("TJK")
    assert (after.roster, after.public, after.report) == (2, 2, 2)
    assert after.seats == SeatCount(allocated=2, used=2, lost=0, returned=0)
    page = play.report_page()
    assert ("Zarina Namunazoda" in page, "Rustam Namunazoda" in page) == (True, False)
    assert "parliament" not in page
    assert [finding.code for finding in play.findings()] == []


def test_a_withdrawal_that_nobody_replaces_leaves_a_seat_to_be_returned(play):
    allocation = play.allocate(play.stream("CAREC"), "TJK", 2)
    ministry = play.ministry(allocation)
    play.clock.on("2024-04-02")
    stays, leaves = ministry.nominate(allocation, "Farida Namunazoda", "Rustam Namunazoda")
    play.clock.on("2024-04-22")
    play.seat(stays, leaves)
    play.clock.on("2024-05-17")
    assert ministry.withdraw(leaves, "Ill").done
    play.clock.on("2024-05-20")
    assert play.state(stays, State.ARRIVED).done
    play.clock.on("2024-05-31")
    assert play.state(stays, State.COMPLETED).done
    assert [finding.code for finding in play.findings()] == ["seats"]
