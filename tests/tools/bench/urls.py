"""The site's addresses, and a bare view that returns bytes it was given: the bench's measure."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

BODIES: list[bytes] = [b""]


def bare(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(BODIES[number])


urlpatterns = [path("bare", bare), path("bare/<int:number>", bare), *urls.urlpatterns]
