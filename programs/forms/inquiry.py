from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models import Inquiry, Reply


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class InquiryForm(forms.ModelForm):
    class Meta:
        model = Inquiry
        fields = ["text"]
        labels = {"text": _("Your question")}
        widgets = {"text": text_area(6)}
        help_texts = {
            "text": _(
                "The answer is published for everybody, without your name. Write nothing that tells who you are."
            )
        }


class ReplyForm(forms.ModelForm):
    class Meta:
        model = Reply
        fields = ["question", "text"]
        widgets = {"question": text_area(6), "text": text_area(8)}
        help_texts = {
            "question": _("Take out names, companies and all that tells who asked."),
            "text": _("Everybody reads it on the page of the call."),
        }


class AnswerForm(ReplyForm):
    """An answer to several of the questions that wait."""

    inquiries = forms.TypedMultipleChoiceField(
        label=_("Questions that this answers"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _(
                "One of these questions was answered or set aside in the meantime. Check the list."
            )
        },
    )
    field_order = ["inquiries", "question", "text"]

    def __init__(self, *args, waiting: Iterable, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inquiries"].choices = [(found.pk, found.text) for found in waiting]


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not answered here"),
        help_text=_("Only the person who asked reads it."),
        widget=text_area(3),
        max_length=300,
    )
