"""The refused rows of a file as a workbook, each with the reason, to be corrected and given again."""

from workshops.importers.findings import Finding
from workshops.importers.pipeline import Result
from workshops.importers.preview import reasons_of, tables_by_sheet
from workshops.importers.sheets import REASON, in_reader_language
from workshops.table_writing import write_workbook
from workshops.tables import Cell, Row, Table


def refused_rows(result: Result) -> bytes:
    """An XLSX with a sheet for each that has refused rows, as they came, and a last column that says why."""
    reasons = reasons_of(result)
    heading = in_reader_language(REASON)
    found = []
    for sheet, table in tables_by_sheet(result.sheets, result.as_read):
        rows = [
            Row(row.number, (*padded(row, table), why(reasons[sheet.title, row.number])))
            for row in table.rows
            if (sheet.title, row.number) in reasons
        ]
        if rows:
            header = (*table.header, heading)
            found.append(Table(table.name or sheet.title, header, tuple(rows)))
    return write_workbook(found)


def padded(row: Row, table: Table) -> tuple[Cell, ...]:
    """The cells under the headings, as many as there are headings."""
    width = len(table.header)
    return (*row.cells, *[None] * (width - len(row.cells)))[:width]


def why(findings: list[Finding]) -> str:
    """Everything that is wrong with a row, one fault a line."""
    return "\n".join(
        ": ".join(part for part in (one.column, f"{one.message} {one.hint}".strip()) if part)
        for one in findings
    )
