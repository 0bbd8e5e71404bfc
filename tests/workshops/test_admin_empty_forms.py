"""An empty form of the office is answered with what is missing, never with a failure."""

import pytest

from people.models import Message, Seat
from tests.workshops.office import address, form_of, organiser_client, our_models
from workshops.models import Country, SavedView, TrashedItem

pytestmark = pytest.mark.django_db
# A reviewed table; seats follow their allocation, views their list, and the rest what it tells of.
NEVER_ADDED = (Country, Message, SavedView, Seat, TrashedItem)


@pytest.mark.parametrize(
    "model",
    [model for model in our_models() if model not in NEVER_ADDED],
    ids=lambda model: model._meta.label,
)
def test_an_empty_form_says_what_is_missing(model):
    client, page = organiser_client(), address(model, "add")
    form = form_of(client.get(page).content.decode(), f"{model._meta.model_name}_form")
    counts = {name: value for name, value in form.items() if "_FORMS" in name}
    answer = client.post(page, counts)
    assert answer.status_code == 200
    assert answer.context["errors"]


@pytest.mark.parametrize("model", NEVER_ADDED, ids=lambda model: model._meta.label)
def test_what_is_never_added_by_hand_is_refused(model):
    assert organiser_client().post(address(model, "add"), {}).status_code == 403
