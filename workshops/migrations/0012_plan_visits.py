"""Plan visits: who receives us, sign-up, times of stops, vehicles."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0011_keep_beginnings'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitevisit',
            name='host_contact',
            field=models.CharField(blank=True, help_text='Name, post and phone at the host’s. For the office alone.', max_length=250, verbose_name='who receives us'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='meets_at',
            field=models.TimeField(blank=True, null=True, verbose_name='meeting time'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='needs_sign_up',
            field=models.BooleanField(default=False, help_text='Participants sign up on their own page. Without it the whole group comes.', verbose_name='with sign-up'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='places',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: as many as wish to come.', null=True, verbose_name='places'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='sign_up_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='sign up until'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='to_bring',
            field=models.CharField(blank=True, help_text='A passport for the gate, closed shoes, a jacket for the cold store.', max_length=300, verbose_name='what to bring and wear'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='to_bring_en',
            field=models.CharField(blank=True, help_text='A passport for the gate, closed shoes, a jacket for the cold store.', max_length=300, null=True, verbose_name='what to bring and wear'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='to_bring_ru',
            field=models.CharField(blank=True, help_text='A passport for the gate, closed shoes, a jacket for the cold store.', max_length=300, null=True, verbose_name='what to bring and wear'),
        ),
        migrations.AddField(
            model_name='sitevisit',
            name='to_bring_zh_hans',
            field=models.CharField(blank=True, help_text='A passport for the gate, closed shoes, a jacket for the cold store.', max_length=300, null=True, verbose_name='what to bring and wear'),
        ),
        migrations.AddField(
            model_name='stop',
            name='arrived_at',
            field=models.TimeField(blank=True, null=True, verbose_name='actual arrival'),
        ),
        migrations.AddField(
            model_name='stop',
            name='arrives_at',
            field=models.TimeField(blank=True, null=True, verbose_name='planned arrival'),
        ),
        migrations.AddField(
            model_name='stop',
            name='leaves_at',
            field=models.TimeField(blank=True, null=True, verbose_name='planned departure'),
        ),
        migrations.AddField(
            model_name='stop',
            name='left_at',
            field=models.TimeField(blank=True, null=True, verbose_name='actual departure'),
        ),
        migrations.CreateModel(
            name='Transport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('label', models.CharField(help_text='As it stands on its windscreen: Bus 1.', max_length=80, verbose_name='vehicle')),
                ('label_en', models.CharField(help_text='As it stands on its windscreen: Bus 1.', max_length=80, null=True, verbose_name='vehicle')),
                ('label_zh_hans', models.CharField(help_text='As it stands on its windscreen: Bus 1.', max_length=80, null=True, verbose_name='vehicle')),
                ('label_ru', models.CharField(help_text='As it stands on its windscreen: Bus 1.', max_length=80, null=True, verbose_name='vehicle')),
                ('seats', models.PositiveSmallIntegerField(help_text='For passengers; without the driver’s and the guide’s.', verbose_name='seats')),
                ('meeting_point', models.CharField(blank=True, help_text='Where it differs.', max_length=200, verbose_name='meeting point')),
                ('meeting_point_en', models.CharField(blank=True, help_text='Where it differs.', max_length=200, null=True, verbose_name='meeting point')),
                ('meeting_point_zh_hans', models.CharField(blank=True, help_text='Where it differs.', max_length=200, null=True, verbose_name='meeting point')),
                ('meeting_point_ru', models.CharField(blank=True, help_text='Where it differs.', max_length=200, null=True, verbose_name='meeting point')),
                ('leaves_at', models.TimeField(blank=True, null=True, verbose_name='leaves')),
                ('returns_at', models.TimeField(blank=True, null=True, verbose_name='is back')),
                ('guide', models.CharField(blank=True, help_text='For the office alone.', max_length=120, verbose_name='guide')),
                ('guide_phone', models.CharField(blank=True, help_text='For the office alone.', max_length=40, verbose_name='guide’s phone')),
                ('driver', models.CharField(blank=True, help_text='Name and phone. For the office alone.', max_length=160, verbose_name='driver')),
                ('plate', models.CharField(blank=True, help_text='For the office alone.', max_length=40, verbose_name='number plate')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transports', to='workshops.sitevisit')),
            ],
            options={
                'verbose_name': 'vehicle',
                'verbose_name_plural': 'vehicles',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='vehicle_has_a_seat')],
            },
        ),
    ]
