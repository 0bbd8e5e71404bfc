"""The smaller forms of the desk: endorsing, withdrawing, replacing, returning seats, handing over."""

from collections.abc import Sequence
from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.actions.nominations import Endorsing
from people.forms.nominee import OF_NAMES, Line
from people.models import Participation
from people.uploads import PaperField
from workshops.fields import Words


class DeskForm(forms.Form):
    """Laid out field by field; the page writes the <form> and its buttons."""

    use_required_attribute = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class AuthorityForm(DeskForm):
    """An authority's word: whose, of what day, on what paper."""

    authority = Line(
        limit=200,
        label=_("Authority"),
        help_text=_("Who endorses: name, post and office. As “Deputy Minister of Trade”."),
        attrs={"autocomplete": "off", "spellcheck": "false"},
    )
    dated = forms.DateField(
        label=_("Date of the endorsement"),
        help_text=_("The date on the letter."),
        widget=forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={
            "required": _("Enter the date of the endorsement."),
            "invalid": _("Enter the date as year-month-day, as 2026-05-31."),
        },
    )
    document = PaperField(label=_("Letter or note verbale"))

    def __init__(self, *args, today: date, **options):
        super().__init__(*args, **options)
        self.today = today
        self.fields["authority"].required = True
        self.fields["authority"].error_messages["required"] = _(
            "Enter the authority that endorses."
        )

    def clean_dated(self) -> date:
        dated = self.cleaned_data["dated"]
        if dated > self.today:
            raise forms.ValidationError(_now("The date lies in the future."))
        if dated.year < self.today.year - 2:
            raise forms.ValidationError(_now("The date is more than two years old."))
        return dated

    def endorsing(self) -> Endorsing:
        return Endorsing(
            authority=self.cleaned_data["authority"],
            dated=self.cleaned_data["dated"],
            document=self.cleaned_data["document"],
        )


class EndorsementForm(AuthorityForm):
    """The same, for the nominees that are ticked."""

    nominees = forms.MultipleChoiceField(
        label=_("Nominees endorsed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one nominee at least.")},
    )
    field_order = ("nominees", "authority", "dated", "document")

    def __init__(self, *args, waiting: Sequence[Participation], **options):
        super().__init__(*args, **options)
        self.waiting = {str(row.uuid): row for row in waiting}
        self.fields["nominees"].choices = [
            (key, row.person.display_name) for key, row in self.waiting.items()
        ]

    def chosen(self) -> list[Participation]:
        return [self.waiting[key] for key in self.cleaned_data["nominees"]]


class ReasonForm(DeskForm):
    """Why; for the organisers alone."""

    reason = Words(
        limit=1000,
        rows=3,
        label=_("Reason"),
        help_text=_("For the organisers alone; it is published nowhere."),
    )

    def __init__(self, *args, asked: bool = True, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = asked
        self.fields["reason"].error_messages["required"] = _("Say why, in a few words.")


class ReplacementForm(ReasonForm):
    """Which of the nominees takes the seat, and why."""

    into = forms.ChoiceField(
        label=_("Who comes instead"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes instead.")},
    )
    field_order = ("into", "reason")

    def __init__(self, *args, candidates: Sequence[Participation], **options):
        super().__init__(*args, **options)
        self.candidates = {str(row.uuid): row for row in candidates}
        self.fields["into"].choices = [
            (key, row.person.display_name) for key, row in self.candidates.items()
        ]

    def chosen(self) -> Participation:
        return self.candidates[self.cleaned_data["into"]]


class ReturnForm(ReasonForm):
    """How many seats are returned."""

    count = forms.TypedChoiceField(
        label=_("How many seats"), coerce=int, error_messages={"required": _("Say how many.")}
    )
    seen = forms.CharField(widget=forms.HiddenInput)  # the seats as the page showed them
    field_order = ("count", "reason", "seen")

    def __init__(self, *args, free: int, **options):
        super().__init__(*args, **options)
        self.fields["count"].choices = [(number, str(number)) for number in range(1, free + 1)]


class HandOverForm(DeskForm):
    """Who nominates from now on."""

    honorific = Line(
        limit=20,
        label=pgettext_lazy("of a person", "Title"),
        help_text=_("As Ms, Mr, Dr."),
        attrs=OF_NAMES,
    )
    name = Line(limit=150, label=_("Colleague’s name"), attrs=OF_NAMES)
    post = Line(limit=200, label=_("Post"))
    email = forms.EmailField(
        max_length=254,
        label=_("Colleague’s e-mail address"),
        help_text=_("The invitation goes there."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the colleague’s e-mail address.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Enter the colleague’s name.")
