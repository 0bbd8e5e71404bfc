"""Somebody in a role without a seat: who it is, and how they are there."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from people import billed
from people.actions.roles import AtTheEvent
from people.models import Participation, Person, State
from workshops.languages import language_name
from workshops.models import Organisation, Speaker, Workshop

NEW = ""
SAME_NAME = "same-name"


class WhoForm(forms.Form):
    """One of the people offered, or somebody new."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect, required=False)
    honorific = forms.CharField(label=_("Honorific"), max_length=20, required=False)
    given_names = forms.CharField(label=_("Given names"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    display_name = forms.CharField(
        label=_("Name on the badge"),
        max_length=150,
        required=False,
        help_text=_("Empty: given names and family name."),
    )
    native_name = forms.CharField(label=_("Name in native script"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_another = forms.BooleanField(
        label=_("This is another person of the same name"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, offered: Sequence[Person], labels: dict[int, str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered, self.labels = {str(one.pk): one for one in offered}, labels
        self.set_choices()
        for name in ("given_names", "family_name", "display_name", "native_name", "email"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        widen(self)

    def set_choices(self) -> None:
        if not self.offered:
            self.fields["person"].widget = forms.HiddenInput()
        self.fields["person"].choices = [
            *((key, self.labels.get(one.pk, str(one))) for key, one in self.offered.items()),
            (NEW, _("Somebody new, as written below")),
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("person"):
            self.check_new(cleaned)
        return cleaned

    def check_new(self, cleaned: dict) -> None:
        cleaned["display_name"] = cleaned["display_name"] or written(cleaned)
        if not cleaned["display_name"]:
            self.add_error("display_name", _now("Write a name, or look for somebody known."))
            return
        alike = billed.people_called(
            cleaned["display_name"], written(cleaned), cleaned["native_name"], cleaned["email"]
        )
        if alike and not cleaned["is_another"]:
            self.offer(alike)

    def offer(self, alike: list[Person]) -> None:
        """Ask before a second record of one person is made."""
        self.offered |= {str(one.pk): one for one in alike}
        self.fields["person"].widget = forms.RadioSelect()
        self.fields["is_another"].widget = forms.CheckboxInput()
        self.set_choices()
        self.add_error(
            "person",
            _now(
                "Somebody of this name or address is known. Choose them, or say that it is another."
            ),
        )

    @property
    def chosen(self) -> Person:
        """The person, not saved yet where somebody is new."""
        said = self.cleaned_data
        if said.get("person"):
            return self.offered[said["person"]]
        fields = (
            "honorific", "given_names", "family_name", "display_name", "native_name", "email",
        )  # fmt: skip
        return Person(**{name: said[name] for name in fields})


def widen(form: forms.Form) -> None:
    """Fields for text are as wide as elsewhere in the office."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.TextInput | forms.EmailInput):
            field.widget.attrs["class"] = "vTextField"


def written(cleaned: dict) -> str:
    return f"{cleaned.get('given_names', '')} {cleaned.get('family_name', '')}".strip()


class ThereForm(forms.Form):
    """How somebody is there: in which state, with which post, for whom, billed as whom."""

    state = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name", "pk"), label=_("Organisation"), required=False
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=120,
        required=False,
        help_text=_("The heading that staff are listed under."),
    )
    speaker = forms.ChoiceField(label=_("Billed as speaker"), required=False)

    def __init__(self, workshop: Workshop, states: Sequence[tuple[str, str]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states
        self.speakers = {str(one.pk): one for one in billed.speakers_of(workshop)}
        self.fields["speaker"].choices = [
            (SAME_NAME, _("The one of that name, if there is one")),
            ("", _("Not billed")),
            *((key, str(one)) for key, one in self.speakers.items()),
        ]
        self.workshop = workshop
        self.posts = [build_localized_fieldname("post", code) for code in workshop.languages]
        posts = {
            name: forms.CharField(label=post_label(code, workshop), max_length=400, required=False)
            for name, code in zip(self.posts, workshop.languages, strict=True)
        }
        state = self.fields.pop("state")
        self.fields = {"state": state, **posts, **self.fields}
        widen(self)

    def said(self, person: Person) -> AtTheEvent:
        cleaned = self.cleaned_data
        return AtTheEvent(
            posts={name: cleaned[name] for name in self.posts},
            organisation=cleaned["organisation"],
            unit=cleaned["unit"],
            speaker=self.speaker_of(person),
        )

    def speaker_of(self, person: Person) -> Speaker | None:
        chosen = self.cleaned_data["speaker"]
        if chosen == SAME_NAME:
            return billed.billing_called(self.workshop, person)
        return self.speakers.get(chosen)


def post_label(code: str, workshop: Workshop) -> str:
    """With the language, where there are several."""
    label = str(Participation._meta.get_field("post").verbose_name).capitalize()
    return f"{label} [{language_name(code)}]" if len(workshop.languages) > 1 else label


def states_for(is_begun: bool, is_over: bool) -> list[State]:
    """How far somebody can be who is written down now."""
    there = [State.ARRIVED] if is_begun else []
    return [State.SELECTED, State.ACCEPTED, *there, *([State.COMPLETED] if is_over else [])]
