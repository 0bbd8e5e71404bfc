"""Everything that can be found without running the product's tests. Changes nothing.

Each step is a command or a function that returns findings; all steps run, then the failed ones
are named.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests.tools.lock import outdated
from tests.tools.scan import files_of, findings

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv" / "bin"
MANAGE = [sys.executable, "-W", "error", "manage.py"]
HOME_SITE = {"ROSTRUM_DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
PRODUCTION = {
    "ROSTRUM_DEBUG": "0",
    "ROSTRUM_SECRET_KEY": secrets.token_urlsafe(60),
    "ROSTRUM_HOSTS": "rostrum.example",
    "ROSTRUM_SITE_URL": "https://rostrum.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def commands() -> list[tuple[str, list[str], dict[str, str]]]:
    """What is run: its name, the command, and the environment on top of ours."""
    python = [path for path in files_of(ROOT) if path.endswith(".py")]
    templates = [path for path in files_of(ROOT) if path.startswith("templates/")]
    upgrade = [str(BIN / "django-upgrade"), "--target-version", "5.2", "--check", *python]
    djade = [str(BIN / "djade"), "--target-version", "5.2", "--check"]
    migrations = [*MANAGE, "makemigrations", "--check", "--dry-run", "--verbosity", "1"]
    deploy = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    return [
        ("ruff check", [str(BIN / "ruff"), "check", "--quiet", "."], {}),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("django-upgrade", upgrade, {}),
        ("djade", [*djade, *(path for path in templates if path.endswith(".html"))], {}),
        ("imports point down", [str(BIN / "lint-imports"), "--no-logo"], {}),
        (
            "manage.py check",
            [*MANAGE, "check", "--database", "default", "--fail-level", "WARNING"],
            HOME_SITE,
        ),
        ("migrations are complete", migrations, HOME_SITE),
        ("fit for production", deploy, PRODUCTION),
    ]


def main() -> int:
    failed = [name for name, command, extra in commands() if not passes(name, command, extra)]
    for name, found in (("committed files", findings(ROOT)), ("lock files", outdated(ROOT))):
        report(name, "\n".join(found))
        failed += [name] if found else []
    sys.stdout.write(f"Failed: {', '.join(failed)}.\n" if failed else "All clean.\n")
    return 1 if failed else 0


def passes(name: str, command: list[str], extra: dict[str, str]) -> bool:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **extra},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    report(name, done.stdout if done.returncode else "")
    return done.returncode == 0


def report(name: str, trouble: str) -> None:
    sys.stdout.write(f"{name}: {'FAILED' if trouble else 'ok'}\n")
    if trouble:
        sys.stdout.write(trouble.rstrip() + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
