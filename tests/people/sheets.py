"""Files for import tests, written as an office would write them."""

from workshops.table_writing import write_csv, write_workbook
from workshops.tables import Row, Table


def table(name: str, header: str, *rows: tuple) -> Table:
    """A sheet from a comma-separated header and rows; the first row under the header is row 2."""
    return Table(
        name,
        tuple(word.strip() for word in header.split(",")),
        tuple(Row(number, row) for number, row in enumerate(rows, start=2)),
    )


def xlsx(*tables: Table) -> bytes:
    return write_workbook(tables)


def csv(one: Table) -> bytes:
    return write_csv(one)


def roster(*rows: tuple, header: str = "No., Name, Stream, Sending country, State") -> bytes:
    return xlsx(table("Roster", header, *rows))


def allocations(*rows: tuple, funds: tuple = (), shares: tuple = ()) -> bytes:
    """Allocations to a stream `carec` and a stream `asean`."""
    return xlsx(
        table("Allocations", "Stream, Country, Body, Fund, Seats", *rows),
        table("Streams", "Code, Name, Bloc", ("carec", "CAREC", "carec"), ("asean", "ASEAN", "")),
        table("Funds", "Code, Name, Only for", *funds),
        table("Fund shares", "Stream, Country, Fund, Seats", *shares),
    )
