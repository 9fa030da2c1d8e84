"""What guests ask and say after a session, and what the agency answers."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.inquiry import text_area
from programs.forms.printable import PrintableTexts
from programs.models import SessionQuestion, SessionReply, SurveyAnswer
from programs.models.survey import HIGHEST, LOWEST, MARKS

IN_WORDS = {5: _("5 very good"), 4: "4", 3: "3", 2: "2", 1: _("1 very poor")}


class SessionQuestionForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = SessionQuestion
        fields = ["text"]
        labels = {"text": _("Your question")}
        widgets = {"text": text_area(6)}
        help_texts = {
            "text": _(
                "The answer is published for everybody, without your name. Write nothing that tells who you are."
            )
        }


class SessionReplyForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = SessionReply
        fields = ["question", "text"]
        widgets = {"question": text_area(6), "text": text_area(8)}
        help_texts = {
            "question": _("Take out names, companies and all that tells who asked."),
            "text": _("Everybody reads it on the page of the session."),
        }


class SessionAnswerForm(SessionReplyForm):
    """An answer to several of the questions that wait, or to what somebody asked aloud."""

    questions = forms.TypedMultipleChoiceField(
        label=_("Questions that this answers"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for what was asked aloud in the session."),
        error_messages={
            "invalid_choice": _(
                "One of these questions was answered or set aside in the meantime. Check the list."
            )
        },
    )
    field_order = ["questions", "question", "text"]

    def __init__(self, *args, waiting: Iterable, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [(found.pk, found.text) for found in waiting]
        if not self.fields["questions"].choices:
            del self.fields["questions"]

    def clean(self):
        return {"questions": [], **super().clean()}


class SurveyForm(PrintableTexts, forms.Form):
    """Four marks from 5 (very good) to 1, and a comment."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(mark, IN_WORDS[mark]) for mark in range(HIGHEST, LOWEST - 1, -1)]
        for name in MARKS:
            self.fields[name] = forms.TypedChoiceField(
                label=SurveyAnswer._meta.get_field(name).verbose_name,
                choices=choices,
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"),
            max_length=SurveyAnswer._meta.get_field("comment").max_length,
            required=False,
            widget=text_area(4),
            help_text=_("Read without your name. Write nothing that tells who you are."),
        )

    @property
    def marks(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in MARKS}
