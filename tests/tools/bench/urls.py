"""The site's addresses, and a bare view that returns bytes it was given: the bench's measure."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

BODY: list[bytes] = [b""]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY[0])


urlpatterns = [path("bare", bare), *urls.urlpatterns]
