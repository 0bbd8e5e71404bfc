"""Recognises countries however a roster writes them."""

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from workshops.models import Country


@dataclass(frozen=True)
class Gazetteer:
    """Every known spelling, folded, and the country it means."""

    spellings: dict[str, Country]

    def recognise(self, written: str) -> Country | None:
        return self.spellings.get(fold(written))

    def nearest(self, written: str) -> str:
        """The name of the country whose spelling is closest, or ""."""
        close = get_close_matches(fold(written), self.spellings, n=1, cutoff=0.75)
        return self.spellings[close[0]].name_en if close else ""


def gazetteer() -> Gazetteer:
    """The table of countries by code, name in each language, and alias. One query."""
    spellings: dict[str, Country] = {}
    for country in Country.objects.all():
        names = [country.code, country.iso2, country.name_en, country.name_zh_hans, country.name_ru]
        for name in [*names, *country.aliases]:
            if name:
                spellings.setdefault(fold(name), country)
    return Gazetteer(spellings)


def fold(written: str) -> str:
    """Letters and digits only, without accents and case."""
    plain = unicodedata.normalize("NFKD", str(written)).casefold()
    return "".join(c for c in plain if c.isalnum())
