"""Two funds pay for one country's seats, one of them for that country alone: four seats, one country."""

from people.models import State
from reports.sections.seats import SeatCount


def test_two_funds_for_one_country(play):
    stream = play.stream("CAREC")
    main = play.fund("Main fund")
    own = play.fund("Steppe fund", only_country="MNG")
    first = play.allocate(stream, "MNG", 2, fund=main.pk)
    second = play.allocate(stream, "MNG", 2, fund=own.pk)
    ministry = play.ministry(first, second)
    play.clock.on("2024-04-02")
    rows = ministry.nominate(first, "Bat Zagvar", "Saran Zagvar")
    rows += ministry.nominate(second, "Oyun Zagvar", "Temuulen Zagvar")
    elsewhere = play.allocate(stream, "KAZ", 1, fund=main.pk)
    (neighbour,) = play.ministry(elsewhere).nominate(elsewhere, "Aruzhan Ulgi")
    play.clock.on("2024-04-22")
    play.seat(*rows[:3])
    own_seat = second.seats.get(number=2)
    assert play.state(neighbour, State.SELECTED, seat=own_seat.pk).refused == (
        "Select a valid choice. That choice is not one of the available choices.",
    )
    assert neighbour.state == State.ENDORSED

    play.seat(rows[3])
    assert {row.seat.allocation.fund for row in rows[:2]} == {main}
    assert {row.seat.allocation.fund for row in rows[2:]} == {own}

    play.clock.on("2024-05-20")
    for row in rows:
        assert play.state(row, State.ARRIVED).done
    play.clock.on("2024-05-31")
    for row in rows:
        assert play.state(row, State.COMPLETED).done

    after = play.figures("MNG")
    assert (after.roster, after.public, after.report) == (4, 4, 4)
    assert after.board["seats"] == 4
    assert after.seats == SeatCount(allocated=4, used=4, lost=0, returned=0)
    lines = [
        line for line in play.report_streams()["CAREC"].lines if line.country.plain == "Mongolia"
    ]
    assert [(line.fund.plain, line.count.used) for line in lines] == [
        ("Main fund", 2),
        ("Steppe fund", 2),
    ]
    assert play.annex_d().countries == 1
