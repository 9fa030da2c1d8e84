from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import QuestionKind
from programs.forms.widgets import day_input
from programs.models import Application, Question, RequiredDocument
from zones.models import Company

TEXT_LENGTH = 20_000
LARGEST_NUMBER = 10**15


class TextField(forms.CharField):
    """Text whose line ends count as one letter each, as the browser and its reader count them."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("\r\n", "\n")


def choices_of(question: Question) -> list[tuple[str, str]]:
    return [(option, option) for option in question.options]


def short_field(question: Question, **common: Any) -> forms.Field:
    return forms.CharField(max_length=question.max_length or 300, **common)


def long_field(question: Question, **common: Any) -> forms.Field:
    return TextField(
        max_length=question.max_length or TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        **common,
    )


def number_field(question: Question, **common: Any) -> forms.Field:
    return forms.IntegerField(min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER, **common)


def money_field(question: Question, **common: Any) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, **common)


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


FIELD_OF_KIND = {
    QuestionKind.SHORT: short_field,
    QuestionKind.LONG: long_field,
    QuestionKind.NUMBER: number_field,
    QuestionKind.MONEY: money_field,
    QuestionKind.DATE: date_field,
    QuestionKind.CHOICE: choice_field,
    QuestionKind.CHOICES: choices_field,
    QuestionKind.CONSENT: consent_field,
}


class ApplicationForm(forms.ModelForm):
    """The call's questions as fields. Nothing is required while it is a draft."""

    class Meta:
        model = Application
        fields = ["title", "requested_won"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(self.instance.call.questions.all())
        given = {answer.question_id: answer.value for answer in self.instance.answers.all()}
        for question in self.questions:
            name = f"question_{question.pk}"
            self.fields[name] = FIELD_OF_KIND[QuestionKind(question.kind)](
                question,
                label=self._label(question),
                help_text=question.help,
                required=False,
            )
            self.initial[name] = given.get(question.pk)

    def _label(self, question: Question) -> str:
        unit = f" ({question.unit})" if question.unit else ""
        label = f"{question.label}{unit}"
        return label if question.is_required else _("%(label)s (optional)") % {"label": label}

    @property
    def answers(self) -> dict[Question, Any]:
        return {
            question: self.cleaned_data[f"question_{question.pk}"] for question in self.questions
        }


class DocumentForm(forms.Form):
    required_document = forms.ModelChoiceField(
        queryset=RequiredDocument.objects.none(), widget=forms.HiddenInput
    )
    file = forms.FileField(label=_("File"), max_length=200)

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required_document"].queryset = application.call.required_documents.all()


class StartForm(forms.Form):
    """Which of the user's companies applies."""

    company = forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.none(), empty_label=None
    )

    def __init__(self, *args, companies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies
