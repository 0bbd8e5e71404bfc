"""An attaché works in the host country already: sent by one country, posted in another, a national of the first."""

from people.models import State


def test_an_attache_posted_in_the_host_country(play):
    allocation = play.allocate(play.stream("CAREC"), "KGZ", 1)
    play.clock.on("2024-04-02")
    (row,) = play.ministry(allocation).nominate(
        allocation, "Azamat Ulgubekov", nationality="KGZ", post="Trade attaché, Embassy in Beijing"
    )
    assert play.edit(row, duty_station="CHN").done
    play.clock.on("2024-04-22")
    play.seat(row)
    play.clock.on("2024-05-20")
    assert play.state(row, State.ARRIVED).done
    play.clock.on("2024-05-31")
    assert play.state(row, State.COMPLETED).done
    play.agree(row)

    facts = (row.sending_country_id, row.duty_station_id, row.person.nationality_id)
    assert facts == ("KGZ", "CHN", "KGZ")
    sent, host = play.figures("KGZ"), play.figures("CHN")
    assert (sent.roster, sent.public, sent.report) == (1, 1, 1)
    assert (host.roster, host.public, host.report, host.board) == (0, 0, 0, {})
    assert "Trade attaché, Embassy in Beijing" in play.report_page()
    assert [finding.code for finding in play.findings()] == []
