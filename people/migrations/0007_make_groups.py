"""Let people stay in their group, and keep each making of groups so that it can be undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_require_endorsements'),
        ('workshops', '0002_load_countries'),
    ]

    operations = [
        migrations.AddField(
            model_name='groupmembership',
            name='is_fixed',
            field=models.BooleanField(default=False, help_text='Also when the groups are made again.', verbose_name='stays'),
        ),
        migrations.CreateModel(
            name='GroupMaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='made at')),
                ('seed', models.PositiveIntegerField(verbose_name='seed')),
                ('before', models.JSONField(verbose_name='before')),
                ('after', models.JSONField(verbose_name='after')),
                ('fixed', models.JSONField(verbose_name='stayed')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_makings', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'making of groups',
                'verbose_name_plural': 'makings of groups',
                'ordering': ['at', 'id'],
            },
        ),
    ]
