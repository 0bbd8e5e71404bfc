"""Two requests of one respondent at the same moment, as a script and a button send them."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ROUNDS = 25
ANSWER = "/en/workshops/sample-live/evaluation/answer/"
NO_ANSWER = "-"  # takes an answer back
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')


def test_sections_saved_at_the_same_moment_are_both_kept(own_site):
    person = Person(own_site)
    first, second = person.sections()[:2]
    for turn in range(ROUNDS):
        with ThreadPoolExecutor(2) as together:
            list(together.map(lambda section: section.choose(turn), (first, second)))  # noqa: B023
        assert [first.chosen(), second.chosen()] == [first.at(turn), second.at(turn)]


class Person:
    """A respondent without a browser: cookies, and the mark that every form carries."""

    def __init__(self, site):
        self.site, self.cookies = site, {}
        link = urlsplit(site.personal_link).path
        mark = self.mark_of(self.ask("GET", link))
        assert self.ask("POST", link, {"mark": mark}).status == 302

    def ask(self, method: str, path: str, form: dict | None = None):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(form or {}).encode()
        answer = self.site.request(method, path, headers={"Cookie": cookie, **FORM}, body=body)
        for name, value in answer.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
        return answer

    def mark_of(self, answer) -> str:
        return re.search(r'name="mark" value="([^"]+)"', answer.body.decode())[1]

    def sections(self) -> list["Section"]:
        """The sections that have a question with options."""
        query = (
            "SELECT s.code FROM evaluations_section s JOIN evaluations_questionnaire q "
            "ON q.id = s.questionnaire_id WHERE q.status = 'open' ORDER BY s.position"
        )
        codes = [code for (code,) in self.site.rows(query)]
        return [section for code in codes if (section := Section(self, code)).values]


class Section:
    """One section as this person sees it, and its first question with options."""

    def __init__(self, person: Person, code: str):
        self.person, self.path = person, f"{ANSWER}{code}/"
        page = person.ask("GET", self.path)
        radios = RADIO.findall(page.body.decode())
        self.name = named("name", radios[0]) if radios else ""
        values = [named("value", radio) for radio in radios if named("name", radio) == self.name]
        self.values = [value for value in values if value != NO_ANSWER]
        self.mark = person.mark_of(page)

    def at(self, turn: int) -> str:
        return self.values[turn % len(self.values)]

    def choose(self, turn: int) -> None:
        form = {"mark": self.mark, self.name: self.at(turn)}
        assert self.person.ask("POST", self.path, form).status == 302

    def chosen(self) -> str | None:
        radios = RADIO.findall(self.person.ask("GET", self.path).body.decode())
        chosen = [r for r in radios if "checked" in r and named("name", r) == self.name]
        return named("value", chosen[0]) if chosen else None


def named(attribute: str, tag: str) -> str:
    return re.search(rf'\b{attribute}="([^"]*)"', tag)[1]
