"""Add calls, focal points, dossiers, facets, messages, and what a nomination carries."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import people.models.call
import people.models.dossier
import people.models.group
import workshops.models.workshop


class Migration(migrations.Migration):
    dependencies = [
        ('people', '0003_load_blocs'),
        ('workshops', '0002_load_countries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Facet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('endorsement', 'Endorsement'), ('language', 'Language evidence'), ('invitation', 'Invitation letter'), ('visa', 'Visa'), ('ticket', 'Ticket'), ('insurance', 'Insurance'), ('room', 'Room'), ('per_diem', 'Per diem'), ('diet', 'Diet'), ('arrival', 'Expected arrival')], max_length=11, verbose_name='what')),
                ('status', models.CharField(choices=[('to_do', 'To do'), ('asked', 'Under way'), ('done', 'Done'), ('not_needed', 'Not needed'), ('refused', 'Refused')], default='to_do', max_length=10, verbose_name='status')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('diet', models.CharField(blank=True, choices=[('any', 'No wish'), ('halal', 'Halal'), ('vegetarian', 'Vegetarian'), ('vegan', 'Vegan'), ('kosher', 'Kosher'), ('no_pork', 'No pork'), ('no_beef', 'No beef'), ('allergy', 'Allergy'), ('other', 'Other')], max_length=10, verbose_name='diet')),
                ('detail', models.CharField(blank=True, help_text='Private, for those who arrange it.', max_length=250, verbose_name='detail')),
                ('updated_at', models.DateTimeField(blank=True, null=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'facet',
                'verbose_name_plural': 'facets',
                'ordering': ['participation', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FocalPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('honorific', models.CharField(blank=True, max_length=20, verbose_name='honorific')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='ministry or body')),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='post')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=50, verbose_name='phone')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese'), ('ru', 'Russian')], default='en', max_length=10, verbose_name='language')),
                ('zone', models.CharField(blank=True, help_text='Deadlines are shown in it beside the workshop’s own.', max_length=40, validators=[workshops.models.workshop.check_zone], verbose_name='time zone')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'focal point',
                'verbose_name_plural': 'focal points',
                'ordering': ['workshop', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GateDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gate', models.CharField(choices=[('language', 'Language'), ('eligibility', 'Eligibility'), ('attendance', 'Prior attendance')], max_length=12, verbose_name='criterion')),
                ('passed', models.BooleanField(verbose_name='passed')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'decision on a criterion',
                'verbose_name_plural': 'decisions on criteria',
                'ordering': ['participation', 'gate', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=200, unique=True)),
                ('kind', models.SlugField(max_length=40, verbose_name='about')),
                ('to_name', models.CharField(blank=True, max_length=150, verbose_name='to')),
                ('to_address', models.EmailField(max_length=254, verbose_name='address')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese'), ('ru', 'Russian')], default='en', max_length=10, verbose_name='language')),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('created_at', models.DateTimeField(verbose_name='written')),
                ('due_at', models.DateTimeField(verbose_name='to be sent at')),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=9, verbose_name='status')),
                ('claimed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='last failure')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SeatChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('planned', 'Planned'), ('offered', 'Offered'), ('returned', 'Returned'), ('reallocated', 'Reallocated'), ('cancelled', 'Cancelled'), ('lost', 'Lost')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(choices=[('planned', 'Planned'), ('offered', 'Offered'), ('returned', 'Returned'), ('reallocated', 'Reallocated'), ('cancelled', 'Cancelled'), ('lost', 'Lost')], max_length=12, verbose_name='to')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'change of a seat',
                'verbose_name_plural': 'changes of seats',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SelectorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('text', models.TextField(max_length=4000, verbose_name='note')),
            ],
            options={
                'verbose_name': 'selector’s note',
                'verbose_name_plural': 'selectors’ notes',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='VisaRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('needed', models.BooleanField(default=True, verbose_name='a visa is needed')),
                ('lead_days', models.PositiveSmallIntegerField(default=21, verbose_name='days that it takes')),
                ('source', models.CharField(blank=True, help_text='With its date.', max_length=200, verbose_name='where this comes from')),
            ],
            options={
                'verbose_name': 'visa rule',
                'verbose_name_plural': 'visa rules',
                'ordering': ['host', 'nationality', 'id'],
            },
        ),
        migrations.AlterModelOptions(
            name='participation',
            options={'ordering': ['list_number', 'person__sort_name', 'id'], 'permissions': [('select_participant', 'May select and see dossiers and notes'), ('see_travel', 'May see travel papers'), ('see_sensitive', 'May see diets and other sensitive details')], 'verbose_name': 'participation', 'verbose_name_plural': 'participations'},
        ),
        migrations.AddField(
            model_name='allocation',
            name='nominees_per_seat',
            field=models.PositiveSmallIntegerField(default=2, help_text='How many may be put forward at most, for each seat.', verbose_name='nominees for each seat'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='package',
            field=models.TextField(blank=True, help_text='Shown to the focal point.', verbose_name='what is paid for'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='package_en',
            field=models.TextField(blank=True, help_text='Shown to the focal point.', null=True, verbose_name='what is paid for'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='package_ru',
            field=models.TextField(blank=True, help_text='Shown to the focal point.', null=True, verbose_name='what is paid for'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='package_zh_hans',
            field=models.TextField(blank=True, help_text='Shown to the focal point.', null=True, verbose_name='what is paid for'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='uuid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='group',
            name='logo',
            field=models.ImageField(blank=True, max_length=200, upload_to=people.models.group.logo_name, verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='group',
            name='presentation',
            field=models.FileField(blank=True, max_length=200, upload_to=people.models.group.logo_name, verbose_name='presentation'),
        ),
        migrations.AddField(
            model_name='group',
            name='presentation_filename',
            field=models.CharField(blank=True, editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name='participation',
            name='allocation',
            field=models.ForeignKey(blank=True, help_text='That the person is put forward under.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='people.allocation', verbose_name='allocation'),
        ),
        migrations.AddField(
            model_name='participation',
            name='answer_by',
            field=models.DateTimeField(blank=True, null=True, verbose_name='answer by'),
        ),
        migrations.AddField(
            model_name='participation',
            name='certificate_waived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='certificate allowed by'),
        ),
        migrations.AddField(
            model_name='participation',
            name='certificate_waiver',
            field=models.CharField(blank=True, max_length=250, verbose_name='why a certificate all the same'),
        ),
        migrations.AddField(
            model_name='participation',
            name='consented_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='agreed at'),
        ),
        migrations.AddField(
            model_name='participation',
            name='expected_on',
            field=models.DateField(blank=True, null=True, verbose_name='expected on'),
        ),
        migrations.AddField(
            model_name='participation',
            name='offered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='offered at'),
        ),
        migrations.AddField(
            model_name='participation',
            name='rank',
            field=models.PositiveSmallIntegerField(blank=True, help_text='The order that the focal point gives.', null=True, verbose_name='rank'),
        ),
        migrations.AddField(
            model_name='participation',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='reminded at'),
        ),
        migrations.AddField(
            model_name='participation',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='people.participation', verbose_name='in place of'),
        ),
        migrations.AddField(
            model_name='participation',
            name='reserve_rank',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='place in the reserve'),
        ),
        migrations.AddField(
            model_name='participation',
            name='waived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='endorsement waived by'),
        ),
        migrations.AddField(
            model_name='participation',
            name='waiver_reason',
            field=models.CharField(blank=True, max_length=250, verbose_name='why without an endorsement'),
        ),
        migrations.AddField(
            model_name='person',
            name='language',
            field=models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese'), ('ru', 'Russian')], default='en', help_text='That messages are written in.', max_length=10, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='seat',
            name='moved_to',
            field=models.OneToOneField(blank=True, help_text='The seat of another allocation that a reallocated one became.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='moved_from', to='people.seat', verbose_name='became'),
        ),
        migrations.AddField(
            model_name='statechange',
            name='acted_as',
            field=models.CharField(choices=[('office', 'Office'), ('focal_point', 'Focal point'), ('person', 'The person'), ('system', 'By itself')], default='office', max_length=11, verbose_name='acting as'),
        ),
        migrations.CreateModel(
            name='AccessLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='good until')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.participation', verbose_name='participation')),
            ],
            options={
                'verbose_name': 'access link',
                'verbose_name_plural': 'access links',
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('at', models.DateTimeField(verbose_name='entered at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='people.participation', verbose_name='participation')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, help_text='Seats never exceed it. Empty: no limit.', null=True, verbose_name='places in all')),
                ('eligibility', models.TextField(blank=True, help_text='Shown to focal points.', verbose_name='who may be nominated')),
                ('eligibility_en', models.TextField(blank=True, help_text='Shown to focal points.', null=True, verbose_name='who may be nominated')),
                ('eligibility_zh_hans', models.TextField(blank=True, help_text='Shown to focal points.', null=True, verbose_name='who may be nominated')),
                ('eligibility_ru', models.TextField(blank=True, help_text='Shown to focal points.', null=True, verbose_name='who may be nominated')),
                ('language_level', models.CharField(blank=True, choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2')], default='B2', help_text='Empty: not asked for.', max_length=6, verbose_name='level in the working language')),
                ('sectors', models.JSONField(blank=True, default=people.models.call.every_sector, help_text='From where officials may come. None chosen: from anywhere.', verbose_name='sectors')),
                ('attended_within_years', models.PositiveSmallIntegerField(default=2, help_text='Who came to a workshop of the programme so recently is pointed out. 0: never.', verbose_name='years since an earlier workshop')),
                ('answer_days', models.PositiveSmallIntegerField(default=7, help_text='Each offer may say otherwise.', verbose_name='days to answer an offer')),
                ('reminder_days', models.PositiveSmallIntegerField(default=2, verbose_name='days before that to remind')),
                ('lead_days', models.PositiveSmallIntegerField(default=21, help_text='Where nothing is known of a nationality.', verbose_name='days that a visa takes')),
                ('grace_days', models.PositiveSmallIntegerField(default=1, help_text='After the first day; only then may somebody be called a no-show.', verbose_name='days to wait for somebody')),
                ('attendance_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='attendance for a certificate, in percent')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='call', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'call for nominations',
                'verbose_name_plural': 'calls for nominations',
                'ordering': ['workshop', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('sector', models.CharField(blank=True, choices=[('ministry', 'Ministry'), ('agency', 'Agency or regulator'), ('central_bank', 'Central bank'), ('local', 'Local government'), ('state_firm', 'State-owned enterprise'), ('business', 'Business'), ('academia', 'University or research'), ('international', 'International organisation'), ('civil_society', 'Civil society')], max_length=14, verbose_name='sector')),
                ('years_in_post', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years in post')),
                ('expertise', models.TextField(blank=True, max_length=2000, verbose_name='field of work')),
                ('motivation', models.TextField(blank=True, max_length=2000, verbose_name='which sessions concern the work')),
                ('language_level', models.CharField(blank=True, choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2')], max_length=2, verbose_name='level in the working language')),
                ('language_evidence', models.CharField(blank=True, choices=[('certificate', 'Certificate'), ('degree', 'Degree taken in the language'), ('work', 'Works in the language'), ('interview', 'Call with the organisers'), ('stated', 'Stated by the ministry')], max_length=12, verbose_name='shown by')),
                ('language_document', models.FileField(blank=True, max_length=200, upload_to=people.models.dossier.evidence_name, verbose_name='evidence')),
                ('cv', models.FileField(blank=True, max_length=200, upload_to=people.models.dossier.cv_name, verbose_name='curriculum vitae')),
                ('cv_filename', models.CharField(blank=True, editable=False, max_length=150)),
                ('language_filename', models.CharField(blank=True, editable=False, max_length=150)),
                ('updated_at', models.DateTimeField(blank=True, null=True, verbose_name='changed')),
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dossier', to='people.participation', verbose_name='nominee')),
            ],
            options={
                'verbose_name': 'dossier',
                'verbose_name_plural': 'dossiers',
                'ordering': ['participation', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(help_text='Who endorses: name, post and office.', max_length=200, verbose_name='authority')),
                ('dated', models.DateField(verbose_name='dated')),
                ('document', models.FileField(blank=True, max_length=200, upload_to=people.models.dossier.letter_name, verbose_name='document')),
                ('filename', models.CharField(blank=True, editable=False, max_length=150)),
                ('at', models.DateTimeField(verbose_name='entered at')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='people.allocation', verbose_name='allocation')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'endorsement',
                'verbose_name_plural': 'endorsements',
                'ordering': ['-dated', '-id'],
            },
        ),
        migrations.AddField(
            model_name='participation',
            name='endorsement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='people.endorsement', verbose_name='endorsement'),
        ),
        migrations.AddField(
            model_name='facet',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facets', to='people.participation', verbose_name='participation'),
        ),
        migrations.AddField(
            model_name='facet',
            name='updated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='focalpoint',
            name='allocations',
            field=models.ManyToManyField(related_name='focal_points', to='people.allocation', verbose_name='allocations'),
        ),
        migrations.AddField(
            model_name='focalpoint',
            name='handed_over_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='took_over_from', to='people.focalpoint', verbose_name='handed over to'),
        ),
        migrations.AddField(
            model_name='focalpoint',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='focal_points', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='made_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='endorsements', to='people.focalpoint', verbose_name='entered by the focal point'),
        ),
        migrations.AddField(
            model_name='accesslink',
            name='focal_point',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.focalpoint', verbose_name='focal point'),
        ),
        migrations.AddField(
            model_name='statechange',
            name='acted_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.focalpoint', verbose_name='focal point'),
        ),
        migrations.AddField(
            model_name='gatedecision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='gatedecision',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gate_decisions', to='people.participation', verbose_name='nominee'),
        ),
        migrations.AddField(
            model_name='message',
            name='focal_point',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='people.focalpoint', verbose_name='focal point'),
        ),
        migrations.AddField(
            model_name='message',
            name='link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.accesslink', verbose_name='link'),
        ),
        migrations.AddField(
            model_name='message',
            name='participation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='people.participation', verbose_name='participation'),
        ),
        migrations.AddField(
            model_name='message',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='seatchange',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='seatchange',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='people.seat', verbose_name='seat'),
        ),
        migrations.AddField(
            model_name='selectornote',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='selectornote',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='selector_notes', to='people.participation', verbose_name='nominee'),
        ),
        migrations.AddField(
            model_name='visarule',
            name='host',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.country', verbose_name='host country'),
        ),
        migrations.AddField(
            model_name='visarule',
            name='nationality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshops.country', verbose_name='nationality'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('participation', 'day'), name='attendance_is_counted_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('attendance_percent__lte', 100)), name='attendance_is_at_most_all'),
        ),
        migrations.AddIndex(
            model_name='facet',
            index=models.Index(fields=['kind', 'status', 'due_on'], name='facet_by_due_date'),
        ),
        migrations.AddConstraint(
            model_name='facet',
            constraint=models.UniqueConstraint(fields=('participation', 'kind'), name='facet_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='facet',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'diet'), ('diet', ''), _connector='OR'), name='only_a_diet_has_a_diet'),
        ),
        migrations.AddConstraint(
            model_name='accesslink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('focal_point__isnull', False), ('participation__isnull', True)), models.Q(('focal_point__isnull', True), ('participation__isnull', False)), _connector='OR'), name='link_is_for_one'),
        ),
        migrations.AddConstraint(
            model_name='gatedecision',
            constraint=models.UniqueConstraint(fields=('participation', 'gate'), name='gate_is_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='gatedecision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='gate_is_decided_with_a_reason'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['status', 'due_at'], name='message_by_due_time'),
        ),
        migrations.AddConstraint(
            model_name='visarule',
            constraint=models.UniqueConstraint(fields=('host', 'nationality'), name='visa_rule_is_said_once'),
        ),
    ]
