"""Keep what was set for many people at once, so that it can be undone, and who looked at private details."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_keep_merged_records'),
        ('workshops', '0005_keep_saved_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='FacetSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('endorsement', 'Endorsement'), ('language', 'Language evidence'), ('invitation', 'Invitation letter'), ('visa', 'Visa'), ('ticket', 'Ticket'), ('insurance', 'Insurance'), ('room', 'Room'), ('per_diem', 'Per diem'), ('diet', 'Diet'), ('arrival', 'Expected arrival')], max_length=11, verbose_name='what')),
                ('status', models.CharField(choices=[('to_do', 'To do'), ('asked', 'Under way'), ('done', 'Done'), ('not_needed', 'Not needed'), ('refused', 'Refused')], max_length=10, verbose_name='set to')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('before', models.JSONField(verbose_name='before')),
                ('after', models.JSONField(verbose_name='after')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facet_settings', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'setting of facets',
                'verbose_name_plural': 'settings of facets',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reveal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('endorsement', 'Endorsement'), ('language', 'Language evidence'), ('invitation', 'Invitation letter'), ('visa', 'Visa'), ('ticket', 'Ticket'), ('insurance', 'Insurance'), ('room', 'Room'), ('per_diem', 'Per diem'), ('diet', 'Diet'), ('arrival', 'Expected arrival')], max_length=11, verbose_name='what')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reveals', to='people.participation', verbose_name='whose')),
            ],
            options={
                'verbose_name': 'look at a private detail',
                'verbose_name_plural': 'looks at private details',
                'ordering': ['-at', '-id'],
            },
        ),
    ]
