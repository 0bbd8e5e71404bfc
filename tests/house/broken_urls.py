"""The site's addresses, and views that fail in each way a view can."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.urls import path

from config import urls

handler500 = urls.handler500
SECRET = "passport E1234567"


def crash(request):
    raise RuntimeError(SECRET)


def wait(request):
    raise OperationalError(SECRET)


def refuse(request):
    raise PermissionDenied(SECRET)


def suspect(request):
    raise SuspiciousOperation(SECRET)


def miss(request):
    raise Http404(SECRET)


urlpatterns = [
    path("fails/500/", crash),
    path("fails/503/", wait),
    path("fails/403/", refuse),
    path("fails/400/", suspect),
    path("fails/404/", miss),
    *urls.urlpatterns,
]
