"""What an applicant objects to, and what those write who answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts
from programs.enums import ObjectionOutcome
from programs.forms.application import TextField
from programs.forms.printable import PrintableTexts
from programs.models.objection import LONGEST_OBJECTION
from programs.validators import validate_words


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several files, each as it was sent."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in sent]


class ObjectionForm(OneLineTexts, PrintableTexts, forms.Form):
    one_line = ("asks",)

    asks = forms.CharField(
        label=_("What you ask for"),
        validators=[validate_words],
        max_length=300,
        help_text=_("In one sentence, such as: count the bonus for women's enterprises."),
    )
    text = TextField(
        label=_("Reasons"),
        validators=[validate_words],
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What was judged wrongly, and what shows it."),
    )
    files = FilesField(label=_("Files"), required=False)


class AnswerObjectionForm(PrintableTexts, forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ObjectionOutcome)
    answer = TextField(
        label=_("Answer"),
        validators=[validate_words],
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("The applicant reads it once a second person has decided."),
    )


class SendBackForm(PrintableTexts, forms.Form):
    reason = TextField(label=_("What should change"), validators=[validate_words], max_length=2000)


class NothingForm(forms.Form):
    """Nothing but the button."""


class AdjustmentForm(PrintableTexts, forms.Form):
    adjustment = forms.ModelChoiceField(queryset=None, label=_("Bonus or penalty"))
    evidence = TextField(
        label=_("What proves it"),
        validators=[validate_words],
        max_length=2000,
        help_text=_("The document and its date; for a penalty the record of the ground."),
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        standing = application.applied_adjustments.standing().values("adjustment")
        field = self.fields["adjustment"]
        field.queryset = application.call.adjustments.exclude(pk__in=standing)
        field.label_from_instance = _with_points


def _with_points(adjustment) -> str:
    sign = "+" if adjustment.kind == "bonus" else "−"
    return f"{adjustment.label} ({sign}{adjustment.points})"


class FreezeForm(PrintableTexts, forms.Form):
    reason = TextField(
        label=_("Reason of the new version"),
        validators=[validate_words],
        required=False,
        max_length=2000,
        help_text=_("From the second version on."),
    )
    unequal_reason = TextField(
        label=_("Why the numbers of reviewers differ"),
        validators=[validate_words],
        required=False,
        max_length=2000,
        help_text=_("Only where some applications were judged by fewer reviewers than others."),
    )


class DrawForm(PrintableTexts, forms.Form):
    place = forms.IntegerField(label=_("Shared place"), min_value=1)
    reason = TextField(label=_("Reason of the draw"), validators=[validate_words], max_length=2000)


class RevokeForm(PrintableTexts, forms.Form):
    reason = TextField(label=_("Why it is revoked"), validators=[validate_words], max_length=2000)
