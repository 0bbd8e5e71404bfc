"""Give allocations their identifier, and say why earlier selections have no endorsement."""

import uuid

from django.db import migrations

HOLDING = ["selected", "accepted", "arrived", "completed", "left_early"]
WHY = "Selected before endorsements were kept here."


def fill(apps, schema_editor):
    Allocation = apps.get_model("people", "Allocation")
    Participation = apps.get_model("people", "Participation")
    for allocation in Allocation.objects.all():  # the default gave all of them the same one
        allocation.uuid = uuid.uuid4()
        allocation.save(update_fields=["uuid"])
    Participation.objects.filter(
        role="participant", state__in=HOLDING, channel="nomination"
    ).update(waiver_reason=WHY)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_prepare_nominations")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
