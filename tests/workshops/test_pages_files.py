"""Files and pictures: who may have them, and in what form."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests import factories
from workshops.models import Material, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade")


def test_public_material_is_handed_out_as_a_file_and_never_shown_as_a_page(client, workshop):
    material = factories.make_material(workshop=workshop)

    response = client.get(material.get_absolute_url())

    assert b"".join(response.streaming_content) == b"%PDF-1.7\n"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("audience", [Material.Audience.PARTICIPANTS, Material.Audience.ORGANISERS])
def test_material_for_others_is_missing_and_not_listed(client, workshop, audience):
    session = factories.make_session(workshop=workshop, slug="opening")
    material = factories.make_material(
        workshop=workshop, session=session, title="Inner paper", audience=audience
    )
    address = f"/en/workshops/trade/materials/{material.uuid}/"

    assert client.get(address).content == client.get("/en/nothing/").content
    assert "Inner paper" not in client.get("/en/workshops/trade/sessions/opening/").content.decode()
    client.force_login(factories.make_organiser())
    assert client.get(address).status_code == 404
    preview = client.get(address.replace("/en/", "/en/preview/"))
    assert b"".join(preview.streaming_content) == b"%PDF-1.7\n"


def test_material_of_a_draft_or_of_another_workshop_is_missing(client, workshop):
    material = factories.make_material(workshop=workshop)
    factories.make_workshop(slug="other")
    assert client.get(f"/en/workshops/other/materials/{material.uuid}/").status_code == 404

    Workshop.objects.filter(slug="trade").update(status=Workshop.Status.DRAFT)

    assert client.get(f"/en/workshops/trade/materials/{material.uuid}/").status_code == 404


def test_material_whose_file_is_gone_is_neither_listed_nor_an_error(client, workshop):
    material = factories.make_material(workshop=workshop, title="Lost slides")
    material.file.storage.delete(material.file.name)

    assert "Lost slides" not in client.get("/en/workshops/trade/").content.decode()
    assert client.get(material.get_absolute_url()).status_code == 404


def test_photo_is_small_enough_and_tells_no_place(client, workshop):
    photo = factories.make_photo(workshop=workshop)
    with photo.image.storage.open(photo.image.name) as original:
        assert b"secret place" in original.read()

    response = client.get(f"/en/workshops/trade/photos/{photo.uuid}.webp")
    small = client.get(f"/en/workshops/trade/photos/{photo.uuid}-small.webp")

    assert response.headers["Content-Type"] == "image/webp"
    assert size(response) == (1600, 800)
    assert size(small) == (480, 240)
    assert b"secret place" not in response.content + small.content


def test_page_gives_the_size_of_a_photo_before_it_loads(client, workshop):
    factories.make_photo(workshop=workshop, alt="The opening")

    html = client.get("/en/workshops/trade/").content.decode()

    assert 'alt="The opening" width="480" height="240" loading="lazy"' in html


def test_photo_that_nobody_agreed_to_is_missing_and_not_listed(client, workshop):
    photo = factories.make_photo(workshop=workshop, is_public=False, alt="Secret faces")
    address = f"/en/workshops/trade/photos/{photo.uuid}.webp"

    assert client.get(address).status_code == 404
    assert "Secret faces" not in client.get("/en/workshops/trade/").content.decode()


@pytest.mark.parametrize("content", [b"not a picture", b"", b"\x89PNG\r\n\x1a\n broken"])
def test_broken_photo_is_missing_and_breaks_no_page(client, workshop, content):
    photo = factories.make_photo(workshop=workshop, image=ContentFile(content, name="p.jpg"))

    assert client.get(f"/en/workshops/trade/photos/{photo.uuid}.webp").status_code == 404
    assert client.get("/en/workshops/trade/").status_code == 200


def test_speakers_photo_is_a_small_picture_and_initials_stand_where_there_is_none(client, workshop):
    face = factories.picture(1000, 1000)
    factories.make_speaker(workshop=workshop, slug="park", name="Lena Park", photo=face)
    factories.make_speaker(workshop=workshop, slug="bek", name="Adil Bek")
    factories.release(workshop)

    html = client.get("/en/workshops/trade/speakers/").content.decode()

    assert size(client.get("/en/workshops/trade/speakers/park/photo.webp")) == (256, 256)
    assert client.get("/en/workshops/trade/speakers/bek/photo.webp").status_code == 404
    assert (html.count("/photo.webp"), html.count(">AB</span>")) == (1, 1)


def test_second_reader_gets_the_kept_picture(client, workshop):
    photo = factories.make_photo(workshop=workshop)
    address = f"/en/workshops/trade/photos/{photo.uuid}.webp"
    first = client.get(address).content

    photo.image.storage.delete(photo.image.name)

    assert client.get(address).content == first


def size(response) -> tuple[int, int]:
    return Image.open(BytesIO(response.content)).size
