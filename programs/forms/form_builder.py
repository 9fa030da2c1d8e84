"""One question of a call's application form: only the fields that its kind needs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.enums import ColumnKind, QuestionKind
from programs.form_checks import (
    CHOICE_KINDS,
    CONDITION_KINDS,
    LONGEST_OPTION,
    MOST_COLUMNS,
    YES,
)
from programs.forms.choices import CallChoiceField
from programs.forms.printable import PrintableTexts
from programs.forms.rows import fit_removal
from programs.models import Call, FormTemplate, Question, QuestionSection
from programs.models.call_parts import TEXTS

# Beside texts, section, required and condition
FIELDS_OF_KIND = {
    QuestionKind.SHORT: ["max_length"],
    QuestionKind.LONG: ["max_length"],
    QuestionKind.NUMBER: ["unit"],
    QuestionKind.CHOICE: ["options", "options_en"],
    QuestionKind.CHOICES: ["options", "options_en"],
    QuestionKind.TABLE: ["row_limit"],
}
OF_SOME_KINDS = {"max_length", "unit", "options", "options_en", "row_limit"}


class LinesField(forms.CharField):
    """A list of texts, one per line; empty lines are left out."""

    def __init__(self, *, longest: int = LONGEST_OPTION, **kwargs: Any) -> None:
        self.longest = longest
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if too_long := [line for line in lines if len(line) > self.longest]:
            raise forms.ValidationError(
                _("“%(line)s…” is longer than %(most)s letters."),
                params={"line": too_long[0][:20], "most": self.longest},
            )
        return lines


class SectionForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = QuestionSection
        fields = TEXTS
        labels = {"label_ko": _("Heading (Korean)"), "label_en": _("Heading (English)")}


class QuestionForm(PrintableTexts, forms.ModelForm):
    options = LinesField(label=_("Options (Korean)"), help_text=_("One per line."))
    options_en = LinesField(
        label=_("Options (English)"), help_text=_("One per line, in the same order; or none.")
    )
    condition = forms.MultipleChoiceField(
        label=_("Ask only if"),
        help_text=_("Nothing ticked: always asked. Tick answers of one earlier question."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _(
                "An answer that you ticked is gone: a colleague changed or deleted its question. "
                "Tick anew, or save again without a condition."
            )
        },
    )

    class Meta:
        model = Question
        fields = [
            *TEXTS,
            "options",
            "options_en",
            "max_length",
            "unit",
            "row_limit",
            "is_required",
            "section",
            "condition",
        ]
        labels = {"label_ko": _("Question (Korean)"), "label_en": _("Question (English)")}

    def __init__(self, *args: Any, earlier: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        for name in OF_SOME_KINDS - set(FIELDS_OF_KIND.get(question.kind, [])):
            del self.fields[name]
        self.fields["section"].queryset = question.call.sections.all()
        self.fields["section"].empty_label = _("before all sections")
        self.conditions = [one for one in earlier if one.kind in CONDITION_KINDS]
        self.fields["condition"].choices = [
            (one.label, [(f"{one.pk}:{value}", label) for value, label in _answers(one)])
            for one in self.conditions
        ]
        if not self.conditions and "condition" not in self.data:
            del self.fields["condition"]
        elif other := question.condition_question_id:
            self.initial["condition"] = [f"{other}:{value}" for value in question.condition_values]

    def _get_validation_exclusions(self) -> set[str]:
        """What is wrong with options is said by the action, at the field and not above the form."""
        return super()._get_validation_exclusions() | {"options_en"}

    def clean_condition(self) -> list[str]:
        chosen = [value.partition(":") for value in self.cleaned_data["condition"]]
        if len({pk for pk, _colon, _value in chosen}) > 1:
            raise forms.ValidationError(_("Tick answers of one question only."))
        by_pk = {str(one.pk): one for one in self.conditions}
        self.instance.condition_question = by_pk[chosen[0][0]] if chosen else None
        self.instance.condition_values = [value for _pk, _colon, value in chosen]
        return self.cleaned_data["condition"]


def _answers(question: Question) -> list[tuple[str, str]]:
    if question.kind in CHOICE_KINDS:
        return list(question.option_labels.items())
    return [(YES, gettext("given"))]


class ColumnForm(PrintableTexts, forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    label_ko = forms.CharField(label=_("Text (Korean)"), max_length=100)
    label_en = forms.CharField(label=_("Text (English)"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ColumnKind.choices, initial=ColumnKind.SHORT)
    options = LinesField(
        label=_("Options"),
        help_text=_("One per line; only for one of several."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ColumnFormSetBase(forms.BaseFormSet):
    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Position")
        fit_removal(self, form, index)

    def columns(self) -> list[dict[str, Any]]:
        """The columns in their order, new ones with keys of their own."""
        rows = [form.cleaned_data for form in self.ordered_forms if form.cleaned_data]
        taken = {row["key"] for row in rows}
        free = (f"c{number}" for number in range(1, 1000) if f"c{number}" not in taken)
        return [
            {
                "key": row["key"] or next(free),
                "label_ko": row["label_ko"],
                "label_en": row["label_en"],
                "kind": row["kind"],
                "options": row["options"] if row["kind"] == ColumnKind.CHOICE else [],
            }
            for row in rows
        ]


ColumnFormSet = forms.formset_factory(
    ColumnForm,
    formset=ColumnFormSetBase,
    extra=3,
    can_order=True,
    can_delete=True,
    max_num=MOST_COLUMNS,
    absolute_max=100,
)


class NewQuestionForm(forms.Form):
    """Which kind of question is added, and where."""

    kind = forms.ChoiceField(label=_("Kind of question"), choices=QuestionKind.choices)
    section = forms.ModelChoiceField(
        label=_("Into"),
        queryset=QuestionSection.objects.none(),
        required=False,
        empty_label=_("before all sections"),
    )

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        if not self.is_bound and sections:
            self.initial["section"] = list(sections)[-1].pk


class CopyForm(forms.Form):
    """Where a form is taken from: a template, an own call, or any published one by its code."""

    template = forms.ModelChoiceField(
        label=_("Template"), queryset=FormTemplate.objects.none(), required=False
    )
    call = CallChoiceField(
        label=_("Call of your agency"), queryset=Call.objects.none(), required=False
    )
    code = forms.SlugField(
        label=_("Code of a published call"),
        help_text=_("It stands in the address of the call's page, for example 2020-gimhae-01."),
        required=False,
    )

    def __init__(self, *args: Any, templates: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates
        self.fields["call"].queryset = calls

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        self.published = Call.objects.published().filter(code=code).first() if code else None
        if code and self.published is None:
            raise forms.ValidationError(_("There is no published call of this code."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [cleaned.get(name) for name in ("template", "call", "code")]
        if not self.errors and len([one for one in chosen if one]) != 1:
            raise forms.ValidationError(_("Choose one of the three."))
        return cleaned

    @property
    def source(self) -> FormTemplate | Call:
        return self.cleaned_data["template"] or self.cleaned_data["call"] or self.published


class TemplateForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = FormTemplate
        fields = ["name_ko", "name_en"]
