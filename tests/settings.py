"""Settings for the suite: development's, with a database and files of their own.

`tests.tools.suite` names a server of its own in ROSTRUM_TEST_POSTGRESQL for the run on PostgreSQL.
"""

import os
import tempfile

os.environ["ROSTRUM_DEBUG"] = "1"
os.environ["ROSTRUM_VAR"] = tempfile.mkdtemp(prefix="rostrum-tests-")  # of this process alone
os.environ["DATABASE_URL"] = os.environ.get("ROSTRUM_TEST_POSTGRESQL") or (
    f"sqlite:///{os.environ['ROSTRUM_VAR']}/rostrum.sqlite3"
)

from config.settings import *  # noqa: F403

DEBUG = False  # as readers see it: no technical error pages
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
