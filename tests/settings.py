"""Settings for the suite: development's, with a database and files of their own."""

import os
import tempfile

os.environ["ROSTRUM_DEBUG"] = "1"
os.environ["ROSTRUM_VAR"] = tempfile.mkdtemp(prefix="rostrum-tests-")  # of this process alone

from config.settings import *  # noqa: F403

DEBUG = False  # as readers see it: no technical error pages
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
