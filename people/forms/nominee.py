"""The form of one nominee."""

from collections.abc import Iterator

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.dossiers import FILES, OF_DOSSIER, OF_PERSON, asked_for
from people.models import Call, Dossier, Level, Person, Sector
from people.uploads import PaperField
from workshops.content import text_of
from workshops.fields import Words
from workshops.models import Country

OF_NAMES = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "words"}
LANGUAGES = {"en": "English", "zh-hans": "简体中文", "ru": "Русский"}
CHOOSE = [("", "—")]


class Line(forms.CharField):
    """One line of text; what is too long is kept, and refused with its length."""

    def __init__(self, *, limit: int, attrs: dict[str, str] | None = None, **options):
        widget = forms.TextInput(attrs or {"autocomplete": "off"})
        super().__init__(required=False, widget=widget, **options)
        self.validators.append(
            MaxLengthValidator(
                limit, _("Shorten this to %(limit_value)d characters. It has %(show_value)d.")
            )
        )

    def to_python(self, value: str | None) -> str:
        """Nothing invisible, no line breaks, single spaces."""
        text = super().to_python(value)
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class NomineeForm(forms.Form):
    """One nominee. A draft may lack anything but a name; what is needed is asked at submission."""

    use_required_attribute = False

    given_names = Line(
        limit=100,
        label=_("Given names"),
        help_text=_("As in the passport."),
        attrs=OF_NAMES,
    )
    family_name = Line(
        limit=100, label=_("Family name"), help_text=_("As in the passport."), attrs=OF_NAMES
    )
    display_name = Line(
        limit=150,
        label=_("Full name as on the badge"),
        help_text=_(
            "In Latin letters, in the order the person uses. Empty: given names, then family name."
        ),
        attrs=OF_NAMES,
    )
    native_name = Line(
        limit=150,
        label=_("Name in native script"),
        help_text=_("As Дорж Саран, 李明 or محمد."),
        attrs=OF_NAMES | {"dir": "auto"},
    )
    honorific = Line(
        limit=20,
        label=pgettext_lazy("of a person", "Title"),
        help_text=_("As Ms, Mr, Dr, H.E."),
        attrs=OF_NAMES,
    )
    gender = forms.ChoiceField(
        choices=[*CHOOSE, *Person.Gender.choices],
        required=False,
        label=_("Gender"),
        help_text=_("As the person gives it. It helps to keep the group balanced."),
    )
    nationality = forms.ModelChoiceField(
        Country.objects.none(),
        required=False,
        label=_("Nationality"),
        help_text=_("Of the passport: it decides on the visa."),
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("E-mail address"),
        help_text=_("The nominee’s own: an offer goes there."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        choices=[(code, LANGUAGES[code]) for code, _name in settings.LANGUAGES],
        required=False,
        label=_("Language of our messages"),
    )
    post = Line(limit=400, label=_("Post"), help_text=_("With the department."))
    organisation = Line(limit=200, label=_("Ministry or organisation"))
    sector = forms.ChoiceField(
        choices=[*CHOOSE, *Sector.choices], required=False, label=_("Sector")
    )
    years_in_post = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=60,
        label=_("Years in post"),
        widget=forms.NumberInput({"autocomplete": "off"}),
    )
    expertise = Words(
        limit=2000,
        rows=5,
        label=_("Field of work"),
        help_text=_("What the person is responsible for."),
    )
    motivation = Words(
        limit=2000,
        rows=5,
        label=_("Which sessions concern the work"),
        help_text=_("Name two or more of the programme, and say what they are needed for."),
    )
    language_level = forms.ChoiceField(
        choices=[*CHOOSE, *Level.choices],
        required=False,
        label=_("Level in the working language"),
        help_text=_(
            "By the Common European Framework: A1 beginner, B2 follows lectures, C2 as a native."
        ),
    )
    language_evidence = forms.ChoiceField(
        choices=[*CHOOSE, *Dossier.Evidence.choices], required=False, label=_("What shows it")
    )
    language_document = PaperField(label=_("Certificate or degree"))
    cv = PaperField(label=_("Curriculum vitae"))

    def __init__(self, *args, call: Call, stored: Dossier | None = None, **options):
        super().__init__(*args, **options)
        countries = Country.objects.all()
        self.fields["nationality"].queryset = countries
        self.fields["nationality"].choices = [*CHOOSE, *sorted(map(choice, countries), key=label)]
        self.needed = asked_for(call)
        for name in (*self.needed, "family_name", "language"):
            self.fields[name].required = True
        self.keep(stored)

    def keep(self, stored: Dossier | None) -> None:
        """Show the files that are stored; a box to take one away stands where there is one."""
        self.stored = {
            name: getattr(stored, own_name) for name, own_name in FILES.items() if stored
        }
        for name in FILES:
            box = f"{name}_remove"
            self.fields.pop(box, None)
            if self.stored.get(name):
                self.fields[box] = forms.BooleanField(
                    required=False,
                    label=_now("Remove %(file)s") % {"file": self.stored[name]},
                )
        self.helper = helper(self)

    def full_clean(self) -> None:
        """A draft may lack anything: a field is called required for its looks."""
        required = [field for field in self.fields.values() if field.required]
        for field in required:
            field.required = False
        super().full_clean()
        for field in required:
            field.required = True

    def clean(self) -> dict:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("given_names", "family_name", "display_name")):
            self.add_error(
                "given_names", _now("Enter a name at least: the nominee is listed under it.")
            )
        return cleaned

    @property
    def has_a_name(self) -> bool:
        return any(
            self.cleaned_data.get(name) for name in ("given_names", "family_name", "display_name")
        )

    def said(self) -> dict[str, object]:
        """What is valid here, as `people.actions.nominations` takes it."""
        cleaned = self.cleaned_data
        names = (*OF_PERSON, "post", *OF_DOSSIER)
        values = {name: cleaned[name] for name in names if name in cleaned}
        for name in FILES:
            if cleaned.get(name):
                values[name] = cleaned[name]
            elif cleaned.get(f"{name}_remove"):
                values[name] = False
        return values

    def in_words(self) -> Iterator[tuple[str, str]]:
        """The initial values that are there, as one reads them."""
        for name, field in self.fields.items():
            value = self.initial.get(name)
            if name in FILES or value in (None, ""):
                continue
            if isinstance(value, Country):
                yield name, text_of(value, "name")
            else:
                yield name, str(dict(getattr(field, "choices", ())).get(value, value))


def choice(country: Country) -> tuple[str, str]:
    return country.pk, text_of(country, "name").plain


def label(of_choice: tuple[str, str]) -> str:
    return of_choice[1]


def helper(form: NomineeForm) -> FormHelper:
    made = FormHelper(form)
    made.form_tag = False
    made.disable_csrf = True  # the page writes it
    made.layout = Layout(*parts(form))
    return made


def parts(form: NomineeForm) -> Iterator[Fieldset]:
    """The form in the order in which a passport and a CV lie on the table."""
    yield Fieldset(
        _("Name"),
        "given_names",
        "family_name",
        "display_name",
        "native_name",
        "honorific",
        "gender",
    )
    yield Fieldset(_("Passport and messages"), "nationality", "email", "language")
    yield Fieldset(_("Work"), "post", "organisation", "sector", "years_in_post", "expertise")
    yield Fieldset(pgettext_lazy("of a workshop", "Programme"), "motivation")
    yield Fieldset(
        _("Language"),
        "language_level",
        "language_evidence",
        *with_removal(form, "language_document"),
    )
    yield Fieldset(_("Papers"), *with_removal(form, "cv"))


def with_removal(form: NomineeForm, name: str) -> list[str]:
    return [each for each in (name, f"{name}_remove") if each in form.fields]
