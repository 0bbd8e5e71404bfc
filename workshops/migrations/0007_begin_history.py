"""Keep every workshop as it stands, so that the first change tells what it was before."""

from django.db import migrations
from django.utils import timezone

from workshops import history


def begin(apps, schema_editor):
    history.begin(apps, "workshops.Workshop", timezone.now())


class Migration(migrations.Migration):
    dependencies = [("workshops", "0006_keep_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
