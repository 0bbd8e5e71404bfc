"""Keep every row as it stands, so that the first change tells what it was before."""

from django.db import migrations
from django.utils import timezone

from workshops import history

KEPT = ("Person", "Participation", "Allocation", "Seat", "Group", "FocalPoint")


def begin(apps, schema_editor):
    for name in KEPT:
        history.begin(apps, f"people.{name}", timezone.now())


class Migration(migrations.Migration):
    dependencies = [("people", "0011_keep_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
