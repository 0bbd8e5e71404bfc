"""An agenda as a workbook to print, to change and to give back: the sheets that the agenda importer reads.

Days, times and numbers are cells of their kind, and no text is ever a formula. What the importer would
take for an answer and readers are not shown (organisations' roles, contacts) has no column here, and what has
no column an import leaves as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshops.exporters.feed import Feed
from workshops.exporters.plain import line, lines
from workshops.table_writing import FORMULA, as_text, saved

Row = Mapping[str, Any]
Cell = str | int | date | time | Decimal | None
WIDEST, NARROWEST = 48, 8
TOP = Alignment(vertical="top", wrap_text=True)
FORMATS = {date: "yyyy-mm-dd", time: "hh:mm", Decimal: "0.#", int: "0"}
A4 = 9


def agenda_xlsx(feed: Feed) -> bytes:
    """The workbook; the agenda comes first."""
    book = Workbook()
    book.remove(book.active)
    content = feed.content
    add_sheet(book, "Agenda", sessions(content))
    add_sheet(book, "Workshop", workshop(feed))
    add_sheet(book, "Venues", venues(content))
    add_sheet(book, "Components", components(content))
    add_sheet(book, "Tracks", tracks(content))
    add_sheet(book, "Windows", windows(content))
    add_sheet(book, "Organisations", organisations(content))
    add_sheet(book, "Speakers", speakers(content))
    add_sheet(book, "Billings", billings(content))
    add_sheet(book, "Stops", stops(content))
    return saved(book)


# The sheets: a heading, then rows


def workshop(feed: Feed) -> list[list[Cell]]:
    content = feed.content
    said = {
        **translated("Title", content["title"]),
        "Address": feed.workshop.slug,
        "First day": date.fromisoformat(content["starts_on"]),
        "Last day": date.fromisoformat(content["ends_on"]),
        "Time zone": content["zone"],
    }
    return [["Field", "Value"], *([key, value] for key, value in said.items() if value != "")]


def sessions(content: Row) -> list[list[Cell]]:
    venue, component, track = (
        {row["id"]: main(row["name"]) for row in content[of]}
        for of in ("venues", "components", "tracks")
    )
    return table(
        {
            "No.": row["number"],
            "Date": date.fromisoformat(row["date"]),
            "Part of day": row["part_of_day"],
            "Starts": clock(row["starts_at"]),
            "Ends": clock(row["ends_at"]),
            "Kind": row["kind"],
            **translated("Title", row["title"]),
            **translated("Description", row["description"]),
            "On site": yes_no(row["on_site"]),
            "Delivery": row["delivery"],
            "Venue": venue.get(row["venue"], ""),
            "Component": component.get(row["component"], ""),
            "Track": track.get(row["track"], ""),
            "Hosts": several(row["hosts"]),
            **translated("Arranged by", row["arranged_by"]),
            "Arrangers": several(row["arrangers"]),
            "Hours": figure(row["hours"]),
            **translated("Activities", (row["visit"] or {}).get("activities", {})),
            **translated("What to bring", (row["visit"] or {}).get("to_bring", {})),
            **translated("Meeting point", (row["visit"] or {}).get("meeting_point", {})),
            "Meets at": clock((row["visit"] or {}).get("meets_at", "")),
        }
        for row in content["sessions"]
    )


def venues(content: Row) -> list[list[Cell]]:
    return table(
        {
            **translated("Name", row["name"]),
            "Kind": row["kind"],
            **translated("Address", row["address"]),
            "Address in local script": row["address_local"],
            "Web address": row["url"],
        }
        for row in content["venues"]
    )


def components(content: Row) -> list[list[Cell]]:
    return table(
        {**translated("Component", row["name"]), "Planned hours": figure(row["hours"])}
        for row in content["components"]
    )


def tracks(content: Row) -> list[list[Cell]]:
    return table(translated("Track", row["name"]) for row in content["tracks"])


def windows(content: Row) -> list[list[Cell]]:
    return table(
        {"Part of day": part, "From": clock(start), "To": clock(end)}
        for part, (start, end) in content["windows"].items()
    )


def organisations(content: Row) -> list[list[Cell]]:
    """Those that other sheets name, each once."""
    named = [host["name"] for row in content["sessions"] for host in row["hosts"]]
    named += [host["name"] for row in content["sessions"] for host in row["arrangers"]]
    named += [row["organisation"] for row in content["speakers"]]
    once = {main(name): name for name in named if name}
    return table(translated("Name", name) for name in once.values())


def speakers(content: Row) -> list[list[Cell]]:
    return table(
        {
            "Key": row["slug"],
            "Name": row["name"],
            "Sort name": row["sort_name"],
            "Honorific": row["honorific"],
            "Native name": row["name_native"],
            **translated("Post", row["post"]),
            "Organisation": main(row["organisation"]),
            "Is organisation": yes_no(row["is_organisation"]),
            **translated("Biography", row["biography"]),
        }
        for row in content["speakers"]
    )


def billings(content: Row) -> list[list[Cell]]:
    return table(
        {
            "Session": row["number"],
            "Speaker": one["slug"],
            "Role": one["role"],
            "Online": yes_no(one["online"]),
            "Printed name": one["printed_name"],
            "Printed post": one["printed_post"],
            "Order": order,
        }
        for row in content["sessions"]
        for order, one in enumerate(row["speakers"], start=1)
    )


def stops(content: Row) -> list[list[Cell]]:
    return table(
        {
            "Session": row["number"],
            "Order": order,
            **translated("Name", stop["name"]),
            "Kind": stop["kind"],
            **translated("Description", stop["description"]),
            "Arrives": clock(stop.get("arrives_at", "")),
            "Leaves": clock(stop.get("leaves_at", "")),
        }
        for row in content["sessions"]
        if row["visit"]
        for order, stop in enumerate(row["visit"]["stops"], start=1)
    )


# Cells


def table(rows: Iterable[dict[str, Cell]]) -> list[list[Cell]]:
    """Rows under their headings, without the columns in which nothing stands; [] for no rows."""
    rows = list(rows)
    used = dict.fromkeys(key for row in rows for key in row)
    heads = [key for key in used if any(row[key] not in ("", None) for row in rows)]
    return [heads, *([row[key] for key in heads] for row in rows)] if rows else []


def translated(heading: str, said: Mapping[str, str]) -> dict[str, str]:
    """A column for each language, the first without its code, as the importer knows them."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        heading if index == 0 else f"{heading} ({code})": lines(said.get(code, ""))
        for index, code in enumerate(codes)
    }


def main(said: Mapping[str, str]) -> str:
    """The text by which other sheets call a row."""
    codes = (code for code, _name in settings.LANGUAGES)
    return line(next((said[code] for code in codes if said.get(code)), ""))


def several(rows: Iterable[Row]) -> str:
    """`Name | Name as printed`, with semicolons between."""
    words = []
    for row in rows:
        printed = line(row["printed_name"])
        words.append(f"{main(row['name'])} | {printed}" if printed else main(row["name"]))
    return "; ".join(words)


def yes_no(value: bool) -> str:
    return "yes" if value else "no"


def clock(said: str) -> time | None:
    return time.fromisoformat(said) if said else None


def figure(said: str) -> Decimal | None:
    return Decimal(said) if said else None


# The pages


def add_sheet(book: Workbook, title: str, rows: list[list[Cell]]) -> None:
    """A sheet that prints across the page with its heading on each; none where there are no rows."""
    if not rows:
        return
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&P / &N"
    for number, cells in enumerate(rows, start=1):
        for index, value in enumerate(cells, start=1):
            fill(page.cell(number, index), value, bold=number == 1)
    widen(page, rows)


def fill(cell: SheetCell, value: Cell, *, bold: bool) -> None:
    if isinstance(value, str):
        cell.value = as_text(lines(value)) or None
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = FORMULA.match(value) is not None
    else:
        cell.value = value
        cell.number_format = FORMATS.get(type(value), "General")
    cell.alignment = TOP
    if bold:
        cell.font = Font(bold=True)


def widen(page: Worksheet, rows: list[list[Cell]]) -> None:
    for index in range(len(rows[0])):
        longest = max(len(str(row[index] or "")) for row in rows)
        width = min(max(longest + 2, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(index + 1)].width = width
