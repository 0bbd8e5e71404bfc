"""The form of one section: a field for every item, made by the item's kind."""

from collections.abc import Callable, Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from evaluations.drafts import Answers
from evaluations.envelopes import text_limit
from evaluations.models import Question
from evaluations.scales import NO, OUTSIDE, RATHER_NOT_SAY, YES, Outside
from evaluations.structure import BEFORE, NOW, OWN, Block, Item, Page
from workshops.content import Text, prose_of, text_of
from workshops.fields import Words

NO_ANSWER = "-"  # a radio button once chosen can only be left by choosing another
Kind = Question.Kind
Option = tuple[str, str]


class OneAnswer(forms.ChoiceField):
    """Radio cards: the answers proper, and apart from them the ways not to answer."""

    widget = forms.RadioSelect

    def __init__(self, *, proper: Iterable[Option], apart: Iterable[Option] = (), **options):
        ways_out = [*apart, (NO_ANSWER, _("No answer"))]
        self.apart = frozenset(code for code, _label in ways_out)
        super().__init__(choices=[*proper, *ways_out], required=False, **options)

    def clean(self, value: str) -> str:
        return "" if value == NO_ANSWER else super().clean(value)


class ManyAnswers(forms.MultipleChoiceField):
    """Checkboxes, at most so many where there is a limit."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, limit: int | None = None, **options):
        self.limit = limit
        super().__init__(required=False, **options)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.limit and len(value) > self.limit:
            raise forms.ValidationError(
                ngettext_lazy(
                    "Choose at most %(limit)s answer here. You chose %(count)s.",
                    "Choose at most %(limit)s answers here. You chose %(count)s.",
                    self.limit,
                ),
                params={"limit": self.limit, "count": len(value)},
            )


def scale_field(item: Item, **options) -> OneAnswer:
    return OneAnswer(proper=points_of(item), apart=[pair_of(o) for o in OUTSIDE], **options)


def moment_field(item: Item, **options) -> OneAnswer:
    return OneAnswer(proper=points_of(item), apart=[pair_of(RATHER_NOT_SAY)], **options)


def number_field(item: Item, **options) -> OneAnswer:
    proper = [(str(number), label) for number, label in enumerate(likelihoods())]
    return OneAnswer(proper=proper, apart=[pair_of(RATHER_NOT_SAY)], **options)


def single_field(item: Item, **options) -> OneAnswer:
    offered = dict(choices_of(item))
    own_words = offered.pop(RATHER_NOT_SAY.code, RATHER_NOT_SAY.label)
    apart = [(RATHER_NOT_SAY.code, own_words)]
    return OneAnswer(proper=offered.items(), apart=apart, **options)


def many_field(item: Item, **options) -> ManyAnswers:
    limit = item.block.question.max_choices
    return ManyAnswers(choices=choices_of(item), limit=limit, **options)


def text_field(item: Item, **options) -> Words:
    return Words(limit=text_limit(item), rows=5, **options)


def own_field(item: Item, **options) -> Words:
    return Words(limit=text_limit(item), rows=3, **options)


def consent_field(item: Item, **options) -> OneAnswer:
    return OneAnswer(proper=choices_of(item) or [(YES, _("Yes")), (NO, _("No"))], **options)


FIELDS: dict[str, Callable[..., forms.Field]] = {
    Kind.SCALE: scale_field,
    Kind.BALANCE: scale_field,
    Kind.PAIR: moment_field,
    Kind.NPS: number_field,
    Kind.SINGLE: single_field,
    Kind.MULTIPLE: many_field,
    Kind.PICK: many_field,
    Kind.TAGS: many_field,
    Kind.TEXT: text_field,
    Kind.CONSENT: consent_field,
}


def field_for(item: Item) -> forms.Field:
    """The field that takes this item's answer, labelled as it stands in its question."""
    make = own_field if item.moment == OWN else FIELDS[item.block.question.kind]
    alone = len(item.block.items) == 1
    help_text = prose_of(item.block.question, "help") if alone else ""
    return make(item, label=label_of(item), help_text=help_text)


def label_of(item: Item) -> str:
    """The question itself, or the row or moment under it."""
    question = text_of(item.block.question, "text")
    what = text_of(item.row, "label") if item.row else question
    if item.moment == OWN:
        return gettext("Other topics, in your own words")
    if item.block.question.kind == Kind.TAGS:
        return gettext("From the list")
    if item.moment == BEFORE:
        return gettext("%(what)s: before the workshop") % {"what": what.plain}
    if item.moment == NOW:
        return gettext("%(what)s: now") % {"what": what.plain}
    return what


def choices_of(item: Item) -> list[tuple[str, Text]]:
    return [(choice.code, text_of(choice, "label")) for choice in item.block.choices]


def points_of(item: Item) -> list[Option]:
    scale = item.block.scale
    return [(point.code, point.label) for point in scale.points] if scale else []


def pair_of(outside: Outside) -> Option:
    return outside.code, outside.label


def likelihoods() -> list[str]:
    """0 to 10, with words at both ends."""
    ends = {0: _("0 – not at all likely"), 10: _("10 – extremely likely")}
    return [ends.get(number, str(number)) for number in range(11)]


class Notice(LayoutObject):
    """A question without an answer: words only."""

    template = "evaluations/_notice.html"

    def __init__(self, block: Block):
        self.block, self.fields = block, []

    def render(self, form, context, template_pack="rostrum", **options) -> SafeString:
        return render_to_string(self.template, {"question": self.block.question})


class Group(LayoutObject):
    """A question with several items: one fieldset around theirs."""

    template = "evaluations/_group.html"

    def __init__(self, block: Block, *fields: LayoutObject):
        self.block, self.fields = block, list(fields)

    def render(self, form, context, template_pack="rostrum", **options) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **options)
        return render_to_string(self.template, {"question": self.block.question, "fields": fields})


def laid_out(block: Block) -> LayoutObject:
    if not block.items:
        return Notice(block)
    fields = [laid_out_item(item) for item in block.items]
    return fields[0] if len(fields) == 1 else Group(block, *fields)


def laid_out_item(item: Item) -> Field:
    if item.is_many or item.is_text:
        return Field(item.key)
    return Field(item.key, template="evaluations/_one_answer.html")


class SectionForm(forms.Form):
    """The questions of one page. Nothing is required."""

    use_required_attribute = False

    def __init__(self, page: Page, *args, **options):
        super().__init__(*args, **options)
        self.fields = {item.key: field_for(item) for item in page.items}
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.mark_optional = False
        self.helper.layout = Layout(*(laid_out(block) for block in page.blocks))

    def merged_into(self, answers: Answers) -> Answers:
        """The draft with what is valid here; a field in error leaves the draft's value alone."""
        kept = {key: value for key, value in answers.items() if key not in self.cleaned_data}
        return kept | {key: value for key, value in self.cleaned_data.items() if value}
