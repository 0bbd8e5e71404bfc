"""Say from when a visa rule is, and keep invented ones apart."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_keep_settings_of_facets'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='visarule',
            name='visa_rule_is_said_once',
        ),
        migrations.AddField(
            model_name='visarule',
            name='as_of',
            field=models.DateField(blank=True, null=True, verbose_name='as of'),
        ),
        migrations.AddField(
            model_name='visarule',
            name='is_sample',
            field=models.BooleanField(default=False, help_text='Holds for sample workshops alone.', verbose_name='invented'),
        ),
        migrations.AlterField(
            model_name='visarule',
            name='source',
            field=models.CharField(blank=True, help_text='The embassy’s page, a note verbale, a call: so that somebody can ask again.', max_length=200, verbose_name='where this comes from'),
        ),
        migrations.AddConstraint(
            model_name='visarule',
            constraint=models.UniqueConstraint(fields=('host', 'nationality', 'is_sample'), name='visa_rule_is_said_once'),
        ),
    ]
