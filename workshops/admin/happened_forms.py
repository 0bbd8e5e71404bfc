"""What is asked about a session that took place, or that did not."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from workshops import dates
from workshops.actions.happening import Said, speaker_named, stamp
from workshops.models import PartOfDay, Session, SpeakerRole, Workshop

Presence = SpeakerRole.Presence
TIME = {"type": "time"}
NOTHING_SAID = ("", _("Nothing said"))


class Times(forms.Form):
    """When it began and ended; an end earlier than the start is after midnight."""

    began_at = forms.TimeField(
        label=_("Began"), required=False, widget=forms.TimeInput(TIME, "%H:%M")
    )
    ended_at = forms.TimeField(
        label=_("Ended"),
        required=False,
        widget=forms.TimeInput(TIME, "%H:%M"),
        help_text=_("Where the times were not those planned."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Printed in the report."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("ended_at") and not cleaned.get("began_at"):
            self.add_error("began_at", _now("Say when it began, or leave the end out."))
        return cleaned


class HappenedForm(Times):
    """One session of the agenda."""

    field_order = ["happened", "began_at", "ended_at"]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    happened = forms.ChoiceField(
        label=_("What happened?"),
        choices=[*Session.Happened.choices, NOTHING_SAID],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, session: Session, **kwargs):
        self.session = session
        self.roles = list(session.speaker_roles.planned().select_related("speaker"))
        stood_in = session.speaker_roles.filter(presence=Presence.STOOD_IN).first()
        initial = {
            "seen": stamp(session),
            "happened": session.happened,
            "began_at": session.began_at,
            "ended_at": session.ended_at,
            "note": session.happened_note,
            "stand_in": stood_in.speaker.name if stood_in else "",
        }
        super().__init__(*args, initial=initial, **kwargs)
        if session.is_added:
            self.fields["happened"].choices = [
                choice for choice in Session.Happened.choices if choice[0] == session.happened
            ]
            self.fields["happened"].widget = forms.HiddenInput()
        for role in self.roles:
            self.fields[f"presence-{role.pk}"] = forms.ChoiceField(
                label=f"{role.speaker} ({role.get_role_display()})",
                choices=[
                    (Presence.CAME, Presence.CAME.label),
                    (Presence.ABSENT, Presence.ABSENT.label),
                    NOTHING_SAID,
                ],
                required=False,
                initial=role.presence,
                widget=forms.RadioSelect,
            )
        self.fields["stand_in"] = forms.CharField(
            label=_now("Who stood in"),
            max_length=150,
            required=False,
            help_text=_now("A name; somebody new is added to the speakers of the workshop."),
        )
        self.fields["note"] = self.fields.pop("note")

    def clean(self) -> dict:
        cleaned = super().clean()
        absent = [
            name
            for name, value in cleaned.items()
            if name.startswith("presence-") and value == Presence.ABSENT
        ]
        if cleaned.get("stand_in") and not absent and self.roles:
            self.add_error("stand_in", _now("Say also who did not speak."))
        details = absent or cleaned.get("began_at") or cleaned.get("stand_in")
        if details and cleaned.get("happened") in ("", Session.Happened.AS_PLANNED):
            cleaned["happened"] = Session.Happened.CHANGED
        return cleaned

    def said(self) -> Said:
        given = self.cleaned_data
        name = given["stand_in"]
        return Said(
            happened=given["happened"],
            began_at=given["began_at"],
            ended_at=given["ended_at"],
            note=given["note"].replace("\r\n", "\n"),
            presences={role.pk: given[f"presence-{role.pk}"] for role in self.roles},
            stand_in=speaker_named(self.session.workshop, name) if name else None,
        )


class AddedForm(Times):
    """A session that took place and was never listed."""

    day = forms.ChoiceField(label=_("Day"), required=False)
    part_of_day = forms.ChoiceField(
        label=_("Part of day"), choices=[("", _("Not known")), *PartOfDay.choices], required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind)
    speakers = forms.CharField(
        label=_("Who spoke"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A name on each line; somebody new is added to the speakers of the workshop."),
    )

    def __init__(self, *args, workshop: Workshop, days: tuple[date, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        known = [(day.isoformat(), dates.day_year(day)) for day in sorted(days)]
        self.fields["day"].choices = [("", _now("Not known")), *known]
        names = dict(settings.LANGUAGES)
        titles = {
            build_localized_fieldname("title", code): forms.CharField(
                label=_now("Title (%(language)s)") % {"language": names[code]},
                max_length=250,
                required=len(workshop.languages) == 1,
            )
            for code in workshop.languages
        }
        order = ["day", "part_of_day", "kind", "began_at", "ended_at", "speakers", "note"]
        self.fields = titles | {name: self.fields[name] for name in order}
        self.titles = list(titles)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not any(cleaned.get(name) or name in self.errors for name in self.titles):
            self.add_error(self.titles[0], _now("Give it in one language at least."))
        if bool(cleaned.get("day")) != bool(cleaned.get("part_of_day")):
            self.add_error("part_of_day", _now("Give the day and the part of the day, or neither."))
        return cleaned

    def values(self) -> dict:
        """What `happening.add` is called with."""
        given = self.cleaned_data
        names = [line.strip()[:150] for line in given["speakers"].splitlines()]
        return {
            "titles": {name: given[name] for name in self.titles},
            "day": date.fromisoformat(given["day"]) if given["day"] else None,
            "part_of_day": given["part_of_day"],
            "kind": given["kind"],
            "began_at": given["began_at"],
            "ended_at": given["ended_at"],
            "note": given["note"].replace("\r\n", "\n"),
            "speakers": [
                speaker_named(self.workshop, name) for name in dict.fromkeys(names) if name
            ],
        }
