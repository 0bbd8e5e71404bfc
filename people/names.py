"""Names: how they are compared and found, in any script."""

import unicodedata

from people.models import Person


def fold(text: str) -> str:
    """Text as it is searched: any case, no accents, single spaces. Han and Cyrillic letters stay."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def searchable_for(person: Person) -> str:
    """Everything a person may be looked for under, folded; names also in reverse order."""
    written = [
        person.display_name,
        person.native_name,
        f"{person.given_names} {person.family_name}",
        f"{person.family_name} {person.given_names}",
        person.sort_name,
        person.email,
    ]
    return "\n".join(dict.fromkeys(fold(each) for each in written if each.strip()))


def refresh(person: Person) -> None:
    """Bring `searchable` up to date and store it; call after a name changes."""
    found_under = searchable_for(person)
    if found_under != person.searchable:
        person.searchable = found_under
        person.save(update_fields=["searchable"])


def sort_name_for(person: Person) -> str:
    """Family name first; what is displayed where the parts are not known."""
    if person.family_name:
        return f"{person.family_name} {person.given_names}".strip()
    return person.display_name


SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "und-Cyrl",
    "ARABIC": "und-Arab", "ARMENIAN": "hy", "GEORGIAN": "ka", "THAI": "th", "LAO": "lo",
    "KHMER": "km", "MYANMAR": "my", "MONGOLIAN": "mn",
}  # fmt: skip
LANGUAGES = {
    ("zh", "CHN"): "zh-Hans",
    ("und-Cyrl", "KAZ"): "kk",
    ("und-Cyrl", "KGZ"): "ky",
    ("und-Cyrl", "MNG"): "mn",
    ("und-Cyrl", "RUS"): "ru",
    ("und-Cyrl", "TJK"): "tg",
    ("und-Cyrl", "UZB"): "uz-Cyrl",
    ("und-Arab", "AFG"): "fa",
    ("und-Arab", "ARE"): "ar",
    ("und-Arab", "PAK"): "ur",
}


def lang_of(name: str, nationality: str | None = None) -> str:
    """The `lang` of a name in native script, for fonts and voices; "" for Latin letters."""
    letter = next((c for c in name if c.isalpha()), "")
    script = SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0] if letter else "", "")
    return LANGUAGES.get((script, nationality), script)
