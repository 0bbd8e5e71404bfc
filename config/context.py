"""What every template may use: the institute, and the same page in the other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import translation

OWN_NAMES = {"en": "English", "zh-hans": "简体中文", "ru": "Русский"}


@dataclass(frozen=True)
class Site:
    """The institute as its pages present it; from settings."""

    name: str
    url: str
    email: str
    logo: str
    accent: str
    controller: str


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch: `url` is this page in that language."""

    code: str
    name: str
    url: str
    current: bool


def site(request: HttpRequest) -> dict:
    """The context processor: `site` and `language_links`."""
    return {
        "site": Site(
            name=settings.INSTITUTE_NAME,
            url=settings.INSTITUTE_URL,
            email=settings.INSTITUTE_EMAIL,
            logo=static(settings.INSTITUTE_LOGO),
            accent=settings.INSTITUTE_ACCENT,
            controller=settings.DATA_CONTROLLER,
        ),
        "site_url": settings.SITE_URL,
        "language_links": language_links(request),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    current = translation.get_language() or settings.LANGUAGE_CODE
    return [
        LanguageLink(
            code=code,
            name=OWN_NAMES[code],
            url=translate_url(request.path, code),
            current=code == current,
        )
        for code, _name in settings.LANGUAGES
    ]
