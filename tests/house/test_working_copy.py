"""A6: between releases nobody but the office reads a word of the working copy, in any page, file or feed."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from tests.factories import release
from tests.house import canaries
from tests.house.addresses import Address, Who, addresses
from tests.house.everything import Everything, make_everything
from tests.house.test_addresses import begin, came_in_by
from tests.house.test_canaries import said
from workshops import agenda, scope
from workshops.models import Release, Workshop

pytestmark = pytest.mark.django_db
WORD = "zqplanned"
LIVE = {  # what readers are shown as it stands: the workshop itself and what hangs on its own pages
    "correction",  # of the report
    "informationsection",
    "jointtitle",
    "material",
    "organisationrole",
    "outcome",
    "photo",
}
FROZEN = {
    "component",
    "partwindow",
    "session",
    "sessionorganisation",
    "sitevisit",
    "speaker",
    "speakerrole",
    "stop",
    "track",
    "transport",
}
OF_THE_OFFICE = {"planningstep", "release", "rulesetting", "waiver"}  # no reader is shown a row
WHOM = {
    Who.EVERYBODY: lambda everything: Client(),
    Who.LINK_HOLDERS: lambda everything: answering(everything),
    Who.FOCAL_POINTS: lambda everything: came_in_by(everything.desk),
    Who.NOMINEES: lambda everything: came_in_by(everything.place),
}
FOLLOWS_THE_PLAN = {"public:report"}  # published by its own step, and about what was held
LANGUAGES = ("en", "zh-hans", "ru")


@pytest.fixture
def everything() -> Everything:
    """A released agenda, of which every text was rewritten since."""
    everything = make_everything()
    rewrite(everything.workshop)
    return everything


def rewrite(workshop: Workshop) -> None:
    """Put the word into every text of the working copy."""
    for model in planned():
        path = scope.path_of(model)
        rows = model._base_manager.filter(**{path: workshop})
        changes = dict.fromkeys(columns_of(model), WORD)
        if changes:
            rows.update(**changes)


def planned() -> Iterator[type[Model]]:
    for model in surveyed():
        if model._meta.model_name not in LIVE | {"release"}:
            yield model


def surveyed() -> Iterator[type[Model]]:
    """Every model of the ground floor whose rows belong to one workshop."""
    for model in canaries.models():
        if model._meta.app_label == "workshops" and scope.belongs_to_one(model):
            yield model


def columns_of(model: type[Model]) -> list[str]:
    """Its columns of words, in every language; what makes an address or a code stays."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
        and not field.choices
        and field.name != "zone"
    ]


def answers(everything: Everything, language: str) -> Iterator[tuple[Address, HttpResponse]]:
    for who, come in WHOM.items():
        reader = come(everything)
        for address in addresses():
            if address.who is who and address.area != "preview" and address.name not in leaving():
                path = everything.path(address).replace("/en/", f"/{language}/", 1)
                yield address, reader.get(path)


def leaving() -> set[str]:
    return {"admin:logout", "desk:sign-out", "place:sign-out"} | FOLLOWS_THE_PLAN


def answering(everything: Everything) -> Client:
    client = Client()
    begin(client, everything.token)
    return client


def leaks(everything: Everything, language: str = "en") -> set[str]:
    return {
        address.name
        for address, answer in answers(everything, language)
        if WORD in said(answer).casefold()
    }


def test_whatever_belongs_to_a_workshop_is_frozen_or_shown_as_it_stands():
    names = {model._meta.model_name for model in surveyed()}
    assert names == FROZEN | LIVE | OF_THE_OFFICE


@pytest.mark.parametrize("language", LANGUAGES)
def test_between_releases_nobody_reads_the_working_copy(everything, language):
    assert leaks(everything, language) == set()


def test_before_the_first_release_neither(everything):
    Release.objects.all().delete()
    assert leaks(everything) == set()


def test_kept_pages_forget_what_was_rolled_back(everything):
    release(everything.workshop)
    shown = leaks(everything)
    Release.objects.order_by("-number").first().delete()

    assert "public:agenda" in shown
    assert leaks(everything) == set()


def test_a_page_that_reads_the_working_copy_is_found_out(everything, monkeypatch):
    """What every reader would see if the one path of the agenda forgot about releases."""
    monkeypatch.setattr(agenda.releases, "current", lambda workshop, now: None)
    monkeypatch.setattr(agenda, "blank", agenda.freeze)
    caches["pages"].clear()

    assert {"public:speakers", "public:session", "public:visits"} <= leaks(everything)


def test_a_draft_says_nothing_of_it_either(everything):
    everything.workshop.status = Workshop.Status.DRAFT
    everything.workshop.save()

    assert leaks(everything) == set()
