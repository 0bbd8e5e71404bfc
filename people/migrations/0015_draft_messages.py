"""Let messages wait as drafts, and say which release they tell of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0014_give_groups_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='release',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='workshops.release', verbose_name='release'),
        ),
        migrations.AddField(
            model_name='message',
            name='since',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.release', verbose_name='changes since'),
        ),
        migrations.AlterField(
            model_name='message',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=9, verbose_name='status'),
        ),
    ]
