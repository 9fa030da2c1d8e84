import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts, WonField, day_input
from programs.actions.upload import clean_name
from programs.enums import DocumentStep, QuestionKind
from programs.form_checks import LARGEST_NUMBER, SHORT_LENGTH, TEXT_LENGTH, has_shape_of
from programs.forms.table import TableField
from programs.models import Application, Question, QuestionSection, RequiredDocument
from programs.queries.form import questions_of
from zones.models import Company


class TextField(forms.CharField):
    """Text whose line ends count as one letter each, as the browser and its reader count them.

    Text beyond the limit is not cut off while it is typed or pasted: it is counted, and refused.
    """

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {"data-limit": attrs.pop("maxlength"), **attrs}


def choices_of(question: Question) -> list[tuple[str, str]]:
    return list(question.option_labels.items())


def short_field(question: Question, **common: Any) -> forms.Field:
    return forms.CharField(max_length=question.max_length or SHORT_LENGTH, **common)


def long_field(question: Question, **common: Any) -> forms.Field:
    return TextField(
        max_length=question.max_length or TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        **common,
    )


def number_field(question: Question, **common: Any) -> forms.Field:
    return forms.IntegerField(min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER, **common)


def money_field(question: Question, **common: Any) -> forms.Field:
    return WonField(max_value=LARGEST_NUMBER, **common)


def date_field(question: Question, **common: Any) -> forms.Field:
    return forms.DateField(widget=day_input(), **common)


def choice_field(question: Question, **common: Any) -> forms.Field:
    return forms.ChoiceField(choices=choices_of(question), widget=forms.RadioSelect, **common)


def choices_field(question: Question, **common: Any) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=choices_of(question), widget=forms.CheckboxSelectMultiple, **common
    )


def consent_field(question: Question, **common: Any) -> forms.Field:
    return forms.BooleanField(**common)


# A file is uploaded on the page of the documents
FIELD_OF_KIND = {
    QuestionKind.SHORT: short_field,
    QuestionKind.LONG: long_field,
    QuestionKind.NUMBER: number_field,
    QuestionKind.MONEY: money_field,
    QuestionKind.DATE: date_field,
    QuestionKind.CHOICE: choice_field,
    QuestionKind.CHOICES: choices_field,
    QuestionKind.CONSENT: consent_field,
    QuestionKind.TABLE: TableField,
}


@dataclass(frozen=True)
class Place:
    """One question on the page; `field` is None where a file is asked for.

    `depends_on` is the name of the inputs of the same page that decide whether it is asked; empty
    where there are none.
    """

    question: Question
    field: forms.BoundField | None
    depends_on: str

    @property
    def values(self) -> str:
        return json.dumps(self.question.condition_values, ensure_ascii=False)


class HeadForm(OneLineTexts, forms.ModelForm):
    """What every application has. Nothing is required while it is a draft."""

    one_line = ("title",)

    class Meta:
        model = Application
        fields = ["title", "requested_won"]
        field_classes = {"requested_won": WonField}


def name_of(question: Question) -> str:
    """The name of a question's field."""
    return f"question_{question.pk}"


class AsksQuestions(forms.BaseForm):
    """Questions of a call as fields, none of them required. Use in forms, after their own init."""

    questions: list[Question]

    def ask(self, questions: list[Question], answers: Mapping[int, Any]) -> None:
        """Add a field for each question, with its answer (by the question's pk) as it stands."""
        self.questions = questions
        for question in questions:
            if question.kind == QuestionKind.FILE:
                continue
            name, answer = name_of(question), answers.get(question.pk)
            self.fields[name] = FIELD_OF_KIND[QuestionKind(question.kind)](
                question, label=_label(question), help_text=question.help, required=False
            )
            self.initial[name] = answer if has_shape_of(question.kind, answer) else None

    @property
    def sections(self) -> Iterator[tuple[QuestionSection | None, list[Place]]]:
        for section, questions in groupby(self.questions, lambda question: question.section):
            yield section, [self._place(question) for question in questions]

    def _place(self, question: Question) -> Place:
        name, other = name_of(question), f"question_{question.condition_question_id}"
        field = self[name] if name in self.fields else None
        return Place(question, field, other if other in self.fields else "")

    @property
    def answers(self) -> dict[Question, Any]:
        """What was typed and is valid."""
        return {
            question: self.cleaned_data[name_of(question)]
            for question in self.questions
            if name_of(question) in self.cleaned_data
        }


def _label(question: Question) -> str:
    unit = f" ({question.unit})" if question.unit else ""
    label = f"{question.label}{unit}"
    return label if question.is_required else _("%(label)s (optional)") % {"label": label}


class QuestionsForm(AsksQuestions, forms.Form):
    """Some of the call's questions, as one page of the editor asks them."""

    def __init__(
        self, *args, questions: list[Question], answers: Mapping[int, Any], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ask(questions, answers)


class ApplicationForm(AsksQuestions, HeadForm):
    """The whole form of a call on one page: for looking at it before it is published."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        given = self.instance.answers.all() if self.instance.pk else []
        answers = {answer.question_id: answer.value for answer in given}
        self.ask(questions_of(self.instance.call), answers)

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields that every application has."""
        return [self[name] for name in self.Meta.fields]


class SeenField(forms.IntegerField):
    """The key of the document that the page showed in a place; 0 where it showed none."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class DocumentForm(forms.Form):
    """A file for one place: a document that the call asks for, or a question."""

    required_document = forms.ModelChoiceField(
        queryset=RequiredDocument.objects.none(), widget=forms.HiddenInput, required=False
    )
    question = forms.ModelChoiceField(
        queryset=Question.objects.none(), widget=forms.HiddenInput, required=False
    )
    seen = SeenField()
    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        call = application.call
        self.fields["required_document"].queryset = call.required_documents.filter(
            step=DocumentStep.APPLICATION
        )
        self.fields["question"].queryset = call.questions.filter(kind=QuestionKind.FILE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        places = {"required_document", "question"}
        given = [name for name in places if cleaned.get(name)]
        if len(given) != 1 and not places & set(self.errors):
            self.add_error("required_document", _("Choose what the file is for."))
        return cleaned


class RestoreForm(forms.Form):
    """What stood in the place when an earlier file was chosen for it."""

    seen = SeenField()


class FileNameField(forms.Field):
    """A name as any system writes it, kept as one that any system can write."""

    def to_python(self, value: Any) -> str:
        return clean_name(value or "")


class UploadForm(DocumentForm):
    """A file that is to come in parts, as its sender's browser announces it."""

    file = None
    name = FileNameField()
    size = forms.IntegerField(min_value=0)
    modified_ms = forms.IntegerField(min_value=-(2**62), max_value=2**62)


class StartForm(forms.Form):
    """Which of the user's companies applies."""

    company = forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.none(), empty_label=None
    )

    def __init__(self, *args, companies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies
