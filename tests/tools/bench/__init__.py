"""What Rostrum costs against the least that would do: `python -m tests.tools.bench`.

Ratios, because seconds differ from machine to machine. A subject is a module here with a function
`measure`, run in a process of its own after `begin`, so that one's memory is not another's.
"""

import sys

import django
from django.conf import settings


def begin() -> None:
    """Django as in production, in this process."""
    settings.DEBUG = False
    settings.ROOT_URLCONF = "tests.tools.bench.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
