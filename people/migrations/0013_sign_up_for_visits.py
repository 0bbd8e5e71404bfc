"""Keep who comes along on visits: sign-ups, places in vehicles, heads counted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0012_begin_history'),
        ('workshops', '0012_plan_visits'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leg', models.CharField(choices=[('out', 'On the way out'), ('back', 'On the way back')], max_length=4, verbose_name='leg')),
                ('at', models.DateTimeField(verbose_name='counted at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='head_counts', to='people.participation', verbose_name='participation')),
                ('transport', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='head_counts', to='workshops.transport', verbose_name='vehicle')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='head_counts', to='workshops.sitevisit', verbose_name='site visit')),
            ],
            options={
                'verbose_name': 'count of a head',
                'verbose_name_plural': 'counts of heads',
                'ordering': ['visit', 'leg', 'id'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'participation', 'leg'), name='head_is_counted_once_a_leg')],
            },
        ),
        migrations.CreateModel(
            name='VehicleSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vehicle_seats', to='people.participation', verbose_name='participation')),
                ('transport', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vehicle_seats', to='workshops.transport', verbose_name='vehicle')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vehicle_seats', to='workshops.sitevisit', verbose_name='site visit')),
            ],
            options={
                'verbose_name': 'place in a vehicle',
                'verbose_name_plural': 'places in vehicles',
                'ordering': ['transport', 'id'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'participation'), name='person_rides_in_one_vehicle_of_a_visit')],
            },
        ),
        migrations.CreateModel(
            name='VisitSignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('at', models.DateTimeField(verbose_name='signed up at')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_sign_ups', to='people.participation', verbose_name='participation')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ups', to='workshops.sitevisit', verbose_name='site visit')),
            ],
            options={
                'verbose_name': 'sign-up for a visit',
                'verbose_name_plural': 'sign-ups for visits',
                'ordering': ['visit', 'number', 'id'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'participation'), name='person_signs_up_for_a_visit_once'), models.UniqueConstraint(fields=('visit', 'number'), name='sign_ups_have_an_order')],
            },
        ),
    ]
