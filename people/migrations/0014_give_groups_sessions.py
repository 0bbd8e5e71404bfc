"""Let a group have sessions of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0013_sign_up_for_visits'),
        ('workshops', '0008_add_releases'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='sessions',
            field=models.ManyToManyField(blank=True, help_text='A session that is no group’s is for everybody.', related_name='groups', to='workshops.session', verbose_name='its own sessions'),
        ),
    ]
