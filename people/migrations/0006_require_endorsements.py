"""Hold the database to endorsements, the order of the reserve and replacements."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_fill_nominations")]

    operations = [
        migrations.AlterField(
            model_name='allocation',
            name='uuid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'reserve')), fields=('stream', 'reserve_rank'), name='reserve_order_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reserve'), _negated=True), ('reserve_rank__isnull', False), _connector='OR'), name='reserve_has_an_order'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('replaces__isnull', True), models.Q(('replaces', models.F('id')), _negated=True), _connector='OR'), name='nobody_replaces_themselves'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'participant'), _negated=True), models.Q(('state__in', ['selected', 'accepted', 'arrived', 'completed', 'left_early']), _negated=True), models.Q(('channel', 'nomination'), _negated=True), ('endorsement__isnull', False), models.Q(('waiver_reason', ''), _negated=True), _connector='OR'), name='selection_needs_an_endorsement'),
        ),
    ]
