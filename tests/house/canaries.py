"""Who may see what of all the texts that the site keeps; `test_canaries` crawls the site by this table.

A text of a model that stands neither in `SEEN` nor in `OPEN` fails the suite: say who may see a new one.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField, Field, FileField, JSONField, Model, TextField
from modeltranslation.fields import TranslationField

OURS = ("people", "workshops")

STRANGER, MINISTRY, NOMINEE = "a stranger", "a ministry", "a nominee"
ANYBODY = "staff without rights"
READER = "staff who may look at people and the roster"
CLERK = "staff who may change the roster"
SELECTOR, TRAVEL, CATERER = "a selector", "a travel officer", "who sees diets"

OFFICE = {READER, CLERK, SELECTOR, TRAVEL, CATERER}
INSIDE = {MINISTRY, NOMINEE} | OFFICE

RIGHTS = {  # of staff, beside the organisers, who may everything
    ANYBODY: (),
    READER: ("view_participation", "view_person"),
    CLERK: ("view_participation", "view_person", "change_participation"),
    SELECTOR: ("view_participation", "view_person", "select_participant"),
    TRAVEL: ("view_participation", "view_person", "see_travel"),
    CATERER: ("view_participation", "view_person", "see_sensitive"),
}

# What is private, and who may see it beside the organisers: a ministry of those whom it nominated, a nominee
# of themselves. Nobody, where the line is empty.
SEEN: dict[str, set[str]] = {
    "person.display_name": INSIDE,
    "person.given_names": {MINISTRY} | OFFICE,
    "person.family_name": {MINISTRY} | OFFICE,
    "person.native_name": {MINISTRY} | OFFICE,
    "person.sort_name": OFFICE,
    "person.honorific": INSIDE,
    "person.email": {MINISTRY} | OFFICE,
    "person.phone": OFFICE,
    "mergedrecord.name": OFFICE,  # another name of the same person
    "mergedrecord.left_behind": set(),
    "participation.post": INSIDE,
    "participation.unit": OFFICE,
    "participation.printed_name": OFFICE,
    "participation.printed_post": OFFICE,
    "participation.printed_country": OFFICE,
    "participation.public_note": OFFICE,
    "participation.private_note": {CLERK},
    "participation.waiver_reason": {CLERK, SELECTOR},
    "participation.certificate_waiver": {CLERK},
    "statechange.reason": {SELECTOR},
    "seatchange.reason": set(),
    "dossier.organisation": {MINISTRY, SELECTOR},
    "dossier.expertise": {MINISTRY, SELECTOR},
    "dossier.motivation": {MINISTRY, SELECTOR},
    "dossier.cv": {MINISTRY, SELECTOR},
    "dossier.cv_filename": {MINISTRY, SELECTOR},
    "dossier.language_document": {MINISTRY, SELECTOR},
    "dossier.language_filename": {MINISTRY, SELECTOR},
    "selectornote.text": {SELECTOR},
    "gatedecision.reason": {SELECTOR},
    "endorsement.authority": {MINISTRY, SELECTOR, CLERK},
    "endorsement.document": {MINISTRY, SELECTOR},
    "endorsement.filename": {MINISTRY, SELECTOR},
    "facet.detail": {NOMINEE, TRAVEL},
    "focalpoint.name": {MINISTRY},
    "focalpoint.honorific": {MINISTRY},
    "focalpoint.organisation": {MINISTRY},
    "focalpoint.post": set(),
    "focalpoint.email": set(),
    "focalpoint.phone": set(),
    "accesslink.token": set(),
    "message.to_name": set(),
    "message.to_address": set(),
    "message.subject": set(),
    "message.body": set(),
    "message.last_error": set(),
    "call.eligibility": {MINISTRY, SELECTOR},
    "group.name": set(),
    "group.slogan": set(),
    "group.summary": set(),
    "group.logo": set(),
    "group.presentation": set(),
    "group.presentation_filename": set(),
    "visarule.source": {TRAVEL},
    "sitevisit.host_contact": OFFICE,
    "transport.guide": OFFICE,
    "transport.guide_phone": OFFICE,
    "transport.driver": OFFICE,
    "transport.plate": OFFICE,
    "user.username": OFFICE,
    "user.first_name": OFFICE,
    "user.last_name": OFFICE,
    "user.email": set(),
    "history.change_reason": OFFICE,  # who acted without an account
    "importrun.filename": set(),
    "importrun.journal": set(),
    "savedview.name": set(),
    "waiver.reason": set(),
    "savedview.query": set(),
}

# What the public roster says of somebody who came and agreed to be named.
OF_THE_LISTED = {
    "person.display_name", "person.honorific", "participation.post", "participation.public_note",
    "participation.printed_name", "participation.printed_post", "participation.printed_country",
}  # fmt: skip

# What is no secret, is made of other fields, or is code and no words.
OPEN: dict[str, str] = {
    "allocation": "body package source_note",
    "beginning": "said",  # of a workshop that is to be: what becomes public with it
    "bloc": "code name",
    "call": "sectors",
    "facetsetting": "before after",  # statuses and days by key
    "focalpoint": "zone",
    "fund": "code name",
    "groupmaking": "before after fixed",  # keys
    "mergedrecord": "participations",
    "message": "key kind",
    "person": "searchable",  # names and the address, folded
    "stream": "code name",
    "user": "password",
    "columnmapping": "kind columns",
    "component": "name",
    "correction": "printed corrected place evidence",
    "country": "code iso2 name aliases",
    "exportrun": "kind format columns",
    "importrun": "kind counts",
    "informationsection": "title text",
    "jointtitle": "title",
    "material": "title language file url",
    "organisation": "name short_name url",
    "outcome": "text short",
    "photo": "image alt caption credit",
    "planningstep": "label before after made",  # of sessions
    "programme": "name slug description currency outcomes publications",
    "release": "content note",  # what readers see, once it is out
    "rulesetting": "rule limits",
    "savedview": "kind",
    "session": "slug title description arranged_by languages happened_note",  # the note is printed in the report
    "sessionorganisation": "printed_name",
    "sitevisit": "activities to_bring meeting_point",
    "speaker": "slug name name_native sort_name honorific post biography photo zone",
    "speakerrole": "printed_name printed_post",
    "stop": "name description",
    "track": "name",
    "transport": "label meeting_point",
    "trasheditem": "kind key label snapshot",
    "venue": "name address address_local city url",
    "waiver": "rule key text",
    "workshop": "title slug zone city languages working_languages summary purpose approach "
    "participants_sought contact_name contact_email contact_phone platform_url source",
}


def models() -> Iterator[type[Model]]:
    for app in OURS:
        yield from apps.get_app_config(app).get_models()


def texts_of(model: type[Model]) -> Iterator[Field]:
    """The fields of words and files, each once for all languages."""
    for field in model._meta.fields:
        is_text = isinstance(field, CharField | TextField | FileField | JSONField)
        if is_text and not field.choices and not isinstance(field, TranslationField):
            yield field


def label(field: Field) -> str:
    """What stood in a field earlier is as private as what stands there now."""
    if field.name.startswith("history_"):
        return f"history.{field.name.removeprefix('history_')}"
    return f"{field.model._meta.model_name.removeprefix('historical')}.{field.name}"


def open_texts() -> set[str]:
    return {f"{model}.{name}" for model, names in OPEN.items() for name in names.split()}
