"""Following the agenda on a phone: without a network, with stars, in one's own time zone."""

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.checks import axe, over_budget, wider_than_screen
from tests.browser.conftest import NARROW, WIDE
from tests.browser.pages import AGENDA, Role

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "zh-hans", "ru"]
LIVE = "workshops/sample-live"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found[new URL(request.url).pathname] = name;
  return found;
}"""
FORGOTTEN = """async () => {
  while ((await caches.keys()).length) await new Promise((again) => setTimeout(again, 100));
}"""
REPLACED = """async ([path, old]) => {
  const holds = async (name) => Boolean(await (await caches.open(name)).match(path));
  for (;;) {
    const names = await caches.keys();
    if (names.length === 1 && names[0] !== old && (await holds(names[0]))) return;
    await new Promise((again) => setTimeout(again, 100));
  }
}"""
FETCHED = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      found[new URL(request.url).pathname] = (await cache.match(request)).headers.get("Date");
  }
  return found;
}"""
FETCHED_SINCE = """async ([path, date]) => {
  while ((await caches.match(path)).headers.get("Date") === date)
    await new Promise((again) => setTimeout(again, 100));
}"""
COMPLETE = """async (list) => {
  while (!(await caches.match(list))) await new Promise((again) => setTimeout(again, 100));
}"""


def phone(open_context, state=None, **options) -> BrowserContext:
    return open_context(state, viewport=NARROW, service_workers="allow", **options)


def visit_and_keep(page: Page, address: str) -> dict[str, str]:
    """Open a page, wait until the worker has kept its workshop; what is kept, by path."""
    page.goto(address)
    keep(page)
    return page.evaluate(KEPT)


def keep(page: Page) -> None:
    expect(page.locator("[data-offline]")).to_have_count(1)
    listed = page.locator("[data-offline]").get_attribute("data-offline")
    page.evaluate(COMPLETE, listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_one_visit_the_whole_agenda_opens_without_a_network(open_context, watch, language):
    context = phone(open_context, locale=language)
    page = context.new_page()
    kept = visit_and_keep(page, f"/{language}/{LIVE}/agenda/")
    context.set_offline(True)

    session = next(path for path in kept if "/sessions/" in path)
    speaker = next(path for path in kept if "/speakers/" in path and path.count("/") == 6)
    home = f"/{language}/{LIVE}/"
    for path in (home, f"{home}agenda/", f"{home}information/", session, speaker):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("[data-offline]")).to_be_visible()
        assert [*axe(page), *wider_than_screen(page)] == [], path
    assert watch.faults == []


def test_a_kept_page_says_how_old_it_is_and_a_live_one_says_nothing(open_context):
    context = phone(open_context, locale="en")
    page = context.new_page()
    visit_and_keep(page, f"/en/{LIVE}/agenda/")
    page.reload()
    expect(page.locator("[data-offline]")).to_be_hidden()

    context.set_offline(True)
    page.reload()

    line = page.locator("[data-offline]")
    expect(line).to_be_visible()
    words = line.inner_text()
    assert words.startswith("Saved at ")
    assert words.endswith(" – offline")
    clock = words.removeprefix("Saved at ").removesuffix(" – offline")
    assert [len(part) for part in clock.split(":")] == [2, 2]


def test_every_listed_page_and_file_is_kept(open_context, site):
    page = phone(open_context).new_page()
    kept = visit_and_keep(page, f"/en/{LIVE}/agenda/")
    listed = page.evaluate(
        "async (path) => await (await fetch(path)).json()", f"/en/{LIVE}/offline.json"
    )

    assert sorted(kept) == sorted({*listed["pages"], *listed["files"], f"/en/{LIVE}/offline.json"})


def private(kept: dict[str, str]) -> list[str]:
    """What is kept and is no page of a programme, nor a file or the list of one."""
    home = f"/en/{LIVE}/"
    allowed = ("", "agenda/", "information/", "visits/", "speakers/", "offline.json")
    return [
        path
        for path in kept
        if path not in {home + name for name in allowed}
        and not path.startswith((f"{home}sessions/", f"{home}speakers/", "/static/"))
    ]


def test_no_private_page_is_kept_nor_shown_without_a_network(open_context, site, passes, watch):
    context = phone(open_context, passes[Role.ORGANISER])
    page = context.new_page()
    visit_and_keep(page, f"/en/{LIVE}/agenda/")
    below = [f"/en/{LIVE}/participants/", f"/en/{LIVE}/evaluation/"]
    hidden = ["/en/admin/", f"/en/preview/{LIVE}/agenda/", "/en/", "/en/nominations/"]
    hidden += [site.personal_link, *below]
    watch.expect("403")
    for path in hidden:
        page.goto(path)
    page.goto(f"/en/{LIVE}/agenda/")
    assert private(page.evaluate(KEPT)) == []

    context.set_offline(True)
    watch.expect("ERR_INTERNET_DISCONNECTED")
    for path in set(hidden) - set(below):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            context.new_page().goto(path)
    page.goto(f"/en/{LIVE}/agenda/")
    expect(page.locator("[data-offline]")).to_be_visible()
    assert site.organiser not in page.content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_kept_says_so_and_leads_to_what_is(open_context, watch, language):
    context = phone(open_context, locale=language)
    page = context.new_page()
    visit_and_keep(page, f"/{language}/{LIVE}/agenda/")
    context.set_offline(True)
    watch.expect("503", "ERR_INTERNET_DISCONNECTED")

    answer = page.goto(f"/{language}/{LIVE}/participants/")

    assert (answer.status, page.locator("h1").count()) == (503, 1)
    assert page.locator("html").get_attribute("lang") == language
    page.locator("main a").click()
    expect(page.locator("[data-offline]")).to_be_visible()


def test_what_a_worker_that_keeps_everything_kept_would_be_found(open_context, site, passes):
    page = phone(open_context, passes[Role.ORGANISER]).new_page()
    visit_and_keep(page, f"/en/{LIVE}/agenda/")
    page.evaluate("""async () => (await caches.open("greedy")).add("/en/admin/")""")

    assert private(page.evaluate(KEPT)) == ["/en/admin/"]


def test_the_worker_reads_no_page_as_somebody_signed_in(open_context, passes):
    page = phone(open_context, passes[Role.ORGANISER]).new_page()
    kept = visit_and_keep(page, f"/en/{LIVE}/agenda/")
    name = kept[f"/en/{LIVE}/agenda/"]
    text = page.evaluate(
        "async ([name, path]) => (await (await caches.open(name)).match(path)).text()",
        [name, f"/en/{LIVE}/agenda/"],
    )
    assert "<html data-kept " in text
    assert "csrf" not in text


def test_a_second_visit_asks_for_the_list_and_not_for_the_pages_again(open_context):
    page = phone(open_context).new_page()
    visit_and_keep(page, f"/en/{LIVE}/agenda/")
    before = page.evaluate(FETCHED)
    page.wait_for_timeout(1100)  # so that the clock of whatever is fetched now shows another second
    page.goto(f"/en/{LIVE}/information/")
    page.evaluate(FETCHED_SINCE, [f"/en/{LIVE}/offline.json", before[f"/en/{LIVE}/offline.json"]])

    after = page.evaluate(FETCHED)
    assert [path for path in after if after[path] != before[path]] == [f"/en/{LIVE}/offline.json"]


def test_a_withdrawn_workshop_is_forgotten_at_the_next_contact(open_context, own_site, watch):
    watch.host = own_site.host
    context = phone(open_context, base_url=own_site.url)
    page = context.new_page()
    assert visit_and_keep(page, f"/ru/{LIVE}/agenda/")
    assert visit_and_keep(page, f"/en/{LIVE}/agenda/")

    own_site.rows("UPDATE workshops_workshop SET status = 'draft' WHERE slug = 'sample-live'")
    watch.expect("404")
    page.goto(f"/en/{LIVE}/agenda/")
    expect(page.locator("h1")).not_to_have_text("Agenda")
    page.goto("/en/")

    page.evaluate(FORGOTTEN)
    context.set_offline(True)
    watch.expect("ERR_FAILED")
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto(f"/en/{LIVE}/agenda/")


def test_a_new_release_takes_the_place_of_what_was_kept(open_context, own_site, watch):
    watch.host = own_site.host
    page = phone(open_context, base_url=own_site.url).new_page()
    before = visit_and_keep(page, f"/en/{LIVE}/agenda/")
    retitle(own_site, "A title that is new")
    page.goto(f"/en/{LIVE}/information/")
    path = f"/en/{LIVE}/agenda/"
    page.evaluate(REPLACED, [path, before[path]])
    page.context.set_offline(True)
    page.goto(path)
    expect(page.get_by_role("link", name="A title that is new").first).to_be_visible()


RELEASE = """
from django.utils import timezone
from workshops.actions import releases
from workshops.models import Workshop
workshop = Workshop.objects.get(slug="sample-live")
session = workshop.sessions.order_by("date", "position", "number").first()
session.title_en = {title!r}
session.save()
releases.release(workshop, by=None, now=timezone.now())
"""


def retitle(site, title: str) -> None:
    """Release the live sample with another title of its first session."""
    site.manage("shell", "-c", RELEASE.format(title=title))


def test_the_first_visit_holds_its_budget_and_keeping_begins_afterwards(open_context, watch):
    page = phone(open_context).new_page()
    page.goto(f"/en/{LIVE}/agenda/", wait_until="load")
    assert over_budget(page, watch, AGENDA) == []
    keep(page)
    assert over_budget(page, watch, AGENDA) == []


def test_who_saves_data_fetches_nothing_in_the_background(open_context):
    context = phone(open_context)
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})"
    )
    page = context.new_page()
    page.goto(f"/en/{LIVE}/agenda/", wait_until="networkidle")
    page.wait_for_timeout(1000)

    assert page.evaluate(KEPT) == {}
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )


# ------------------------------------------------------------------------ stars


def star(page: Page, title: str):
    return page.get_by_role("button", name=f"Star: {title}")


def test_stars_stay_on_the_device_and_make_an_agenda_of_ones_own(open_context):
    context = phone(open_context)
    page = context.new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    mine = page.locator("[data-mine]")
    expect(mine).to_be_hidden()

    star(page, "Opening ceremony").click()
    expect(star(page, "Opening ceremony")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(mine).to_have_text("My agenda 1")
    mine.press("Enter")
    expect(page.locator("article:visible")).to_have_count(1)
    expect(page.locator("article:visible")).to_contain_text("Opening ceremony")
    assert [*axe(page), *wider_than_screen(page)] == []

    page.locator("article:visible .session-title a").click()
    expect(star(page, "Opening ceremony")).to_have_attribute("aria-pressed", "true")
    star(page, "Opening ceremony").press("Space")
    page.goto(f"/en/{LIVE}/agenda/")
    expect(mine).to_be_hidden()
    assert context.cookies() == []


def test_two_starred_sessions_at_one_time_are_warned_of(open_context, own_site, watch):
    watch.host = own_site.host
    at_once(own_site)
    page = phone(open_context, base_url=own_site.url).new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    star(page, "Left").click()
    expect(page.locator(".clash")).to_have_count(0)

    star(page, "Right").click()
    expect(page.locator(".clash")).to_have_count(2)
    expect(page.locator(".clash").first).to_have_text(
        "At the same time as another session with your star: Right"
    )
    assert axe(page) == []
    star(page, "Left").click()
    expect(page.locator(".clash")).to_have_count(0)


AT_ONCE = """
from datetime import time
from django.utils import timezone
from workshops.actions import releases
from workshops.models import Session, Track, Venue, Workshop
workshop = Workshop.objects.get(slug="sample-live")
number = workshop.sessions.count()
for title, start, end in (("Left", time(9), time(10)), ("Right", time(9, 30), time(11))):
    number += 1
    Session.objects.create(
        workshop=workshop, number=number, slug=title.lower(), title_en=title, kind="discussion",
        date=workshop.starts_on, part_of_day="morning", starts_at=start, ends_at=end, position=90,
    )
for extra in range(6):
    number += 1
    Session.objects.create(
        workshop=workshop, number=number, slug=f"extra-{extra}", title_en=f"Extra {extra}",
        kind="discussion", date=workshop.ends_on, part_of_day="night", position=extra,
    )
releases.release(workshop, by=None, now=timezone.now())
"""


def at_once(site) -> None:
    """Release the live sample with two sessions that overlap, and with enough for filters."""
    site.manage("shell", "-c", AT_ONCE)


# --------------------------------------------------------------- zones, filters


@pytest.mark.parametrize(
    ("zone", "offered"), [("Asia/Shanghai", False), ("Asia/Manila", False), ("Asia/Almaty", True)]
)
def test_a_readers_own_zone_is_offered_only_where_its_clock_differs(open_context, zone, offered):
    page = phone(open_context, timezone_id=zone).new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    assert page.locator("[data-zone-own]").is_visible() == offered


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_turn_into_the_readers_zone_and_back(open_context, language):
    page = phone(open_context, timezone_id="Asia/Almaty", locale=language).new_page()
    page.goto(f"/{language}/{LIVE}/agenda/")
    clock = page.locator("article .clock").first
    assert clock.inner_text() == "09:00–10:00"

    page.locator("[data-zone-own]").click()
    expect(clock).to_have_text("06:00–07:00")
    expect(page.locator("[data-zone-other]")).to_contain_text("Almaty (UTC+5)")
    assert "zone=Asia%2FAlmaty" in page.url
    assert [*axe(page), *wider_than_screen(page)] == []

    page.locator("[data-zone-back]").click()
    expect(clock).to_have_text("09:00–10:00")
    assert "zone" not in page.url


def test_both_zones_stand_on_top_of_all_and_a_day_that_differs_is_named(open_context):
    page = phone(open_context, timezone_id="America/New_York").new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    page.locator(".zones summary").click()
    values = page.locator("#zone option").evaluate_all("options => options.map(o => o.value)")
    assert values[:2] == ["Asia/Shanghai", "America/New_York"]
    assert len(values) > 400

    page.locator("#zone").select_option("America/New_York")
    page.locator("[data-zones] button").click()
    first = page.locator("article .clock").first
    expect(first.locator(".clock-day")).to_have_count(1)
    assert first.locator("time").first.inner_text() == "20:00"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_address_alone_turns_times_and_finds_sessions(open_context, scripts):
    page = phone(open_context, java_script_enabled=scripts).new_page()
    page.goto(f"/en/{LIVE}/agenda/?zone=Asia/Almaty&q=ceremony")

    expect(page.locator("article:visible .clock").first).to_have_text("06:00–07:00")
    titles = page.locator("article:visible .session-title").all_inner_texts()
    assert titles == ["Opening ceremony", "Closing ceremony"]
    page.locator(".pills:visible a").first.click()
    assert page.locator("article:visible").count() > 30


def test_filters_are_worked_by_keyboard_alone(open_context, own_site, watch):
    watch.host = own_site.host
    at_once(own_site)
    page = phone(open_context, base_url=own_site.url).new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    summary = page.locator(".sheet summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.value") != "discussion":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator(".sheet[open]")).to_have_count(0)

    kinds = page.locator("article:visible").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert set(kinds) == {"discussion"}
    expect(page.locator(".pill:visible")).to_have_count(1)
    assert [*axe(page), *wider_than_screen(page)] == []

    page.locator("#q").focus()
    page.keyboard.type("nothing like this")
    expect(page.locator("[data-nothing]")).to_be_visible()
    page.locator("[data-clear]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-nothing]")).to_be_hidden()
    expect(page.locator(".pill:visible")).to_have_count(0)
    expect(page.locator("#q")).to_be_focused()


def test_the_sheet_lies_at_the_bottom_of_a_phone_and_in_the_page_of_a_desk(
    open_context, own_site, watch
):
    watch.host = own_site.host
    at_once(own_site)
    page = phone(open_context, base_url=own_site.url).new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    page.locator(".sheet summary").click()
    box = page.locator(".sheet-body").bounding_box()
    assert round(box["y"] + box["height"]) == NARROW["height"]
    assert [*axe(page), *wider_than_screen(page)] == []

    page.set_viewport_size(WIDE)
    assert page.locator(".sheet-body").evaluate("it => getComputedStyle(it).position") == "static"
    assert axe(page) == []


# ---------------------------------------------------------------- changes, now


def test_what_changed_since_the_last_visit_is_told_until_it_is_seen(open_context, own_site, watch):
    watch.host = own_site.host
    page = phone(open_context, base_url=own_site.url).new_page()
    page.goto(f"/en/{LIVE}/agenda/", wait_until="networkidle")
    expect(page.locator("[data-changed]")).to_be_hidden()

    retitle(own_site, "A title that is new")
    for _visit in range(2):
        page.goto(f"/en/{LIVE}/agenda/")
        expect(page.locator("[data-changed]")).to_be_visible()
    line = page.locator("[data-changed] li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Renamed")
    expect(line.locator("del")).to_have_text("Opening ceremony")
    expect(line.locator("ins")).to_have_text("A title that is new")
    assert [*axe(page), *wider_than_screen(page)] == []

    page.locator("[data-changed] button").click()
    page.goto(f"/en/{LIVE}/agenda/", wait_until="networkidle")
    expect(page.locator("[data-changed]")).to_be_hidden()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_days_on_top_never_cover_what_has_the_focus(open_context, key):
    page = phone(open_context).new_page()
    page.goto(f"/en/{LIVE}/agenda/")
    page.locator("#day-2 a" if key == "Tab" else "#day-6 a").first.focus()
    covered = []
    for _press in range(40):
        page.keyboard.press(key)
        covered += page.evaluate(COVERED)
    assert covered == []


COVERED = """() => {
  const it = document.activeElement;
  const tabs = document.querySelector(".day-tabs").getBoundingClientRect();
  const box = it.getBoundingClientRect();
  const isUnder = it.closest(".day") && box.top < tabs.bottom && box.bottom > tabs.top;
  return isUnder ? [it.outerHTML.slice(0, 100)] : [];
}"""


def test_a_page_that_is_left_open_follows_the_clock(open_context, site):
    context = phone(open_context, timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.clock.install()
    page.goto(f"/en/{LIVE}/agenda/")
    first = page.locator("article").first
    begins = first.get_attribute("data-from")
    page.clock.set_fixed_time(begins)
    page.clock.run_for(31_000)
    expect(first).to_have_class("session is-now")
    expect(first.locator(".now")).to_have_text("Now")
    expect(first).to_have_id("now")
    expect(page.locator("[data-day-tabs] .is-today")).to_have_attribute("href", "#day-1")
    page.clock.set_fixed_time(first.get_attribute("data-to"))
    page.clock.run_for(31_000)
    expect(first).to_have_class("session")
    assert page.locator("#now").count() == 1
