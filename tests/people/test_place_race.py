"""E2: one offer accepted fifty times at the same moment is accepted once, and everybody is told so."""

from concurrent.futures import ThreadPoolExecutor

from tests.browser.steps import nominee
from tests.house.wire import Browser

AT_ONCE = 50


def test_fifty_accepts_at_once_are_one(own_site):
    token = nominee.prepared(own_site)["offered_token"]
    browser, link = Browser(own_site), f"/l/{token}/"
    assert browser.ask("POST", link, {"mark": browser.field(link, "mark")}).status == 302
    form = {"csrfmiddlewaretoken": browser.field("/en/place/accept/", "csrfmiddlewaretoken")}
    cookies = dict(browser.cookies)

    def accept(_number: int) -> int:
        one = Browser(own_site)
        one.cookies = dict(cookies)
        return one.ask("POST", "/en/place/accept/", form).status

    with ThreadPoolExecutor(AT_ONCE) as together:
        statuses = list(together.map(accept, range(AT_ONCE)))
    assert statuses == [302] * AT_ONCE
    assert counted(own_site, "FROM people_statechange c {of} WHERE c.to_state = 'accepted'") == 1
    assert counted(own_site, "FROM people_message c {of} WHERE c.kind = 'offer-accepted'") == 1
    told = browser.ask("POST", "/en/place/accept/", form), browser.ask("GET", "/en/place/")
    assert "This was answered already: Accepted." in told[1].body.decode()


def counted(site, what: str) -> int:
    """How many there are of the nominee."""
    of = (
        "JOIN people_participation p ON p.id = c.participation_id "
        "JOIN people_person n ON n.id = p.person_id AND n.display_name = 'Saran Dorj' "
        f"JOIN workshops_workshop w ON w.id = p.workshop_id AND w.slug = '{nominee.SLUG}'"
    )
    ((count,),) = site.rows(f"SELECT count(*) {what.format(of=of)}")
    return count
