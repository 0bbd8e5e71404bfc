"""The three workshops that come with Rostrum, as files an organiser would have, and what loads them.

`digital-economy-2024` is real: what a published report says, and nothing else. `live`, in its second week, and
`coming`, whose nominations are open, are invented.
"""

from pathlib import Path

from workshops.importers.pipeline import Importer, Result, run

FOLDER = Path(__file__).resolve().parent


class SampleRefused(Exception):
    """A sample file did not pass the importer; says what was found."""


def load(importer: Importer, path: Path) -> Result:
    """Import a sample's file, on the path that every file takes. Raises SampleRefused."""
    result = run(importer, path.read_bytes(), path.name, dry_run=False)
    if not result.ok:
        found = "; ".join(
            f"{f.sheet} {f.rows} {f.column} {f.value}: {f.message}" for f in result.errors
        )
        raise SampleRefused(f"{path.name}: {found}")
    return result
