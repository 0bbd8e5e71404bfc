"""The Emirates and Timor-Leste come through a stream called ASEAN–China: a stream is a name, no membership."""

from people.models import BlocMembership, State


def test_countries_outside_the_bloc_under_its_stream(play):
    asean, carec = play.stream("ASEAN–China"), play.stream("CAREC")
    people = []
    for stream, country, name in (
        (asean, "IDN", "Agung Contoh"),
        (asean, "TLS", "Joao Exemplo"),
        (asean, "ARE", "Namudhaj Mithali"),
        (carec, "KAZ", "Aruzhan Ulgi"),
    ):
        allocation = play.allocate(stream, country, 1)
        people += play.ministry(allocation).nominate(allocation, name)
    play.clock.on("2024-04-22")
    play.seat(*people)
    play.clock.on("2024-05-20")
    for row in people:
        assert play.state(row, State.ARRIVED).done
    play.clock.on("2024-05-31")
    for row in people:
        assert play.state(row, State.COMPLETED).done
    play.agree(*people)

    public = {group.name.plain: group for group in play.public_roster().streams}
    assert [country.code for country in public["ASEAN–China"].countries] == ["IDN", "TLS", "ARE"]
    report = {roll.name.plain: roll for roll in play.annex_d().streams}
    assert (report["ASEAN–China"].countries, report["CAREC"].countries) == (3, 1)
    assert len(play.annex_d().participants) == 4
    for country in ("TLS", "ARE"):
        figures = play.figures(country)
        assert (figures.roster, figures.public, figures.report) == (1, 1, 1)
    members = BlocMembership.objects.filter(bloc__code="asean").on(play.workshop.starts_on)
    held = members.filter(country__in=["IDN", "TLS", "ARE"]).values_list("country", flat=True)
    assert set(held) == {"IDN"}  # Timor-Leste joined in October 2025
    assert [finding.code for finding in play.findings()] == []
