"""Load the blocs of countries with their dated membership, as they stood with this release."""

import csv
from pathlib import Path

from django.db import migrations

import workshops

TABLE = Path(workshops.__file__).resolve().parent / "data" / "blocs.csv"


def load(apps, schema_editor):
    Bloc = apps.get_model("people", "Bloc")
    BlocMembership = apps.get_model("people", "BlocMembership")
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = {
                key: row[key] for key in ("name_en", "name_zh_hans", "name_ru")
            }
            bloc, _made = Bloc.objects.get_or_create(
                code=row["bloc"].lower(), defaults={"name": row["name_en"], **names}
            )
            BlocMembership.objects.create(
                bloc=bloc,
                country_id=row["country"],
                since=row["since"] or None,
                until=row["until"] or None,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_create_roster"),
        ("workshops", "0002_load_countries"),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
