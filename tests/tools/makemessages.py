"""Django's makemessages, which also knows `_now`: our name for gettext beside a lazy `_`.

    python -m tests.tools.makemessages [what manage.py makemessages takes]

It collects the project in the current folder.
"""

import sys

import django
from django.core.management.commands.makemessages import Command as MakeMessages


class Command(MakeMessages):
    xgettext_options = [*MakeMessages.xgettext_options, "--keyword=_now"]


if __name__ == "__main__":
    django.setup()
    Command().run_from_argv(["manage.py", "makemessages", *sys.argv[1:]])
