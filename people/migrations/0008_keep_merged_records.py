"""Keep what a record of a person was called that was merged into another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_make_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='MergedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('left_behind', models.JSONField(default=dict, help_text='Values that were not taken over.', verbose_name='what was left behind')),
                ('participations', models.JSONField(default=list, verbose_name='participations that moved')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged_records', to='people.person', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'merged record',
                'verbose_name_plural': 'merged records',
                'ordering': ['-at', '-id'],
            },
        ),
    ]
