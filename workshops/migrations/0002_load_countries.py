"""Load the reviewed table of countries, as it stood with this release, from workshops/data."""

import csv
from pathlib import Path

from django.db import migrations

TABLE = Path(__file__).resolve().parent.parent / "data" / "countries.csv"


def load(apps, schema_editor):
    Country = apps.get_model("workshops", "Country")
    with TABLE.open(encoding="utf-8", newline="") as file:
        Country.objects.bulk_create(
            Country(
                code=row["code"],
                iso2=row["iso2"],
                name=row["name_en"],
                name_en=row["name_en"],
                name_zh_hans=row["name_zh_hans"],
                name_ru=row["name_ru"],
                aliases=row["aliases"].split("|") if row["aliases"] else [],
            )
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_create_workshops")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
