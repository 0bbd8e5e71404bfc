"""For the tests of workshops: each begins and ends in English, whatever language its pages were in."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield
