"""Production refuses to start unsafely, and is clean by Django's own list when it starts."""

import subprocess
import sys

import pytest

from tests.house.site import ROOT, bare_environment

SAFE = {
    "ROSTRUM_SECRET_KEY": "kq3Vw8ZsT1yUe6RbN0mXc4Lp9HdJ2fGaQ5oYi7StEuWvBzCrDx",
    "ROSTRUM_HOSTS": "rostrum.example",
    "ROSTRUM_SITE_URL": "https://rostrum.example",
}


def run(*command: str, **settings: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=bare_environment() | {"DATABASE_URL": "sqlite://:memory:"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_starts_with_a_secret_and_named_hosts():
    assert run("check", **SAFE).returncode == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Set ROSTRUM_SECRET_KEY"),
        ({**SAFE, "ROSTRUM_SECRET_KEY": "short"}, "Set ROSTRUM_SECRET_KEY"),
        (
            {
                **SAFE,
                "ROSTRUM_SECRET_KEY": "for development only; production refuses to start with it",
            },
            "Set ROSTRUM_SECRET_KEY",
        ),
        ({**SAFE, "ROSTRUM_HOSTS": ""}, "Set ROSTRUM_HOSTS"),
        ({**SAFE, "ROSTRUM_HOSTS": "*"}, "Set ROSTRUM_HOSTS"),
        ({**SAFE, "ROSTRUM_HOSTS": "rostrum.example,*"}, "Set ROSTRUM_HOSTS"),
        ({**SAFE, "ROSTRUM_HOSTS": "."}, "Set ROSTRUM_HOSTS"),
        ({**SAFE, "ROSTRUM_SITE_URL": ""}, "Set ROSTRUM_SITE_URL"),
        ({**SAFE, "ROSTRUM_SITE_URL": "rostrum.example"}, "Set ROSTRUM_SITE_URL"),
        ({**SAFE, "ROSTRUM_DEBUG": "1"}, "ROSTRUM_DEBUG is on"),
    ],
)
def test_refuses_to_start_unsafely(settings, said):
    refused = run("check", **settings)
    assert refused.returncode == 1
    assert f"ImproperlyConfigured: {said}" in refused.stderr


def test_starts_at_home_without_any_setting_but_debug():
    assert run("check", ROSTRUM_DEBUG="1").returncode == 0


def test_deploy_check_is_clean():
    checked = run("check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert (checked.returncode, checked.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def test_deploy_check_sees_a_weakened_setting():
    checked = run("check", "--deploy", "--fail-level", "WARNING", **SAFE, ROSTRUM_SSL_REDIRECT="0")
    assert checked.returncode == 1
    assert "security.W008" in checked.stderr


def test_the_sign_in_of_a_site_at_home_is_refused_in_production():
    refused = run("setup_site", **SAFE)
    assert refused.returncode == 1
    assert "refuses in production" in refused.stderr
