"""The table of ways in is whole: whatever is added to the site has a line, and every line is true."""

from pathlib import Path

import pytest

from tests.people.invariants import paths, surface

HERE = Path(__file__).parent
TABLES = (paths.ENTERING, paths.COMING, paths.REPLACING, paths.RESIZING, paths.LEAVING)


def lines() -> list[str]:
    return [*surface.TRIED, *(name for names in surface.HARMLESS.values() for name in names)]


def test_every_way_in_has_a_line():
    """Add one to `surface.TRIED` with the path that tries it, or to `HARMLESS` with the reason why not."""
    assert surface.surface() - set(lines()) == set()


def test_every_line_is_a_way_in():
    assert set(lines()) - surface.surface() == set()


def test_every_way_in_has_one_line():
    assert sorted({name for name in lines() if lines().count(name) > 1}) == []


@pytest.mark.parametrize("where", sorted(set(surface.TRIED.values())))
def test_what_is_tried_is_tried_somewhere(where):
    named = {path.name for table in TABLES for path in table}
    modules = [file.stem for file in HERE.glob(f"{where}*.py")]
    assert where in named or hasattr(paths, where) or modules != []


def test_a_way_in_without_a_line_would_be_found():
    """The control: without one of its lines, the table is not whole."""
    assert surface.surface() - (set(lines()) - {"command:run_offers"}) == {"command:run_offers"}
