from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts, day_input
from programs.forms.attachment import SeveralFilesField
from programs.forms.printable import PrintableTexts
from programs.models import Call, Faq, Notice
from programs.models.public_text import PublicText
from programs.validators import validate_words

MARKUP = _(
    "Small Markdown: an empty line begins a paragraph, “## ” a heading, “- ” a list, **bold**, "
    "[words](https://…), tables with | and ---. No HTML, no pictures."
)
LONG = {"rows": 18}
MOST_CALLS_OFFERED = 100


class PublicTextForm(OneLineTexts, PrintableTexts, forms.ModelForm):
    """`seen` is the digest of what stood there when the writer began; `reason` and `is_shown` are
    asked where everybody reads the text already."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why it is changed"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads it below the text, with the day."),
    )
    is_shown = forms.BooleanField(
        label=_("Readers may see what it said before"),
        required=False,
        initial=True,
        help_text=_("Not where what you take out must not be read, such as a person's name."),
    )
    # What readers of the admin look at before they save
    markup_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, text: PublicText | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=text, **kwargs)
        if text is None or not text.is_published:
            del self.fields["reason"], self.fields["is_shown"]
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs["class"] = "vTextField"  # as wide as Django's own in the admin
        for name in self.markup_fields:
            self.fields[name].help_text = MARKUP
            self.fields[name].widget.attrs |= LONG

    @property
    def written(self) -> dict[str, Any]:
        """What it says, without how it is saved."""
        return {name: self.cleaned_data[name] for name in self._meta.model.WRITTEN}

    @property
    def of_change(self) -> dict[str, Any]:
        """Why it changes, and whether readers see what it said."""
        return {
            name: self.cleaned_data[name] for name in ("reason", "is_shown") if name in self.fields
        }

    def look_again(self, seen: str) -> None:
        """What a colleague saved has been shown by now: the next time it is replaced."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = seen

    def refuse(self, fields: list[str]) -> None:
        """Say what a published text would lack."""
        for name in fields:
            self.add_error(name, self.fields[name].error_messages["required"])


class NoticeForm(PublicTextForm):
    one_line = ("title_ko", "title_en", "source", "reason")
    markup_fields = ("body_ko", "body_en")

    class Meta:
        model = Notice
        fields = Notice.WRITTEN
        labels = {"body_ko": _("body (Korean)"), "body_en": _("body (English)")}
        widgets = {"source_url": forms.URLInput(attrs={"placeholder": "https://"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].empty_label = _("no zone in particular")
        self.fields["calls"].queryset = self._calls()
        self.fields["calls"].help_text = _("Public calls that it speaks of; it leads to them.")

    def _calls(self) -> Any:
        """The newest public ones, and those that are chosen already."""
        newest = Call.objects.published().order_by("-published_at", "-pk")
        chosen = self.instance.calls.all() if self.instance.pk else Call.objects.none()
        keys = [*newest.values_list("pk", flat=True)[:MOST_CALLS_OFFERED]]
        keys += chosen.values_list("pk", flat=True)
        return Call.objects.filter(pk__in=keys).as_choices().order_by("-published_at", "-pk")


class FaqForm(PublicTextForm):
    one_line = ("question_ko", "question_en", "reason")
    markup_fields = ("answer_ko", "answer_en")

    class Meta:
        model = Faq
        fields = Faq.WRITTEN
        widgets = {"posted_on": day_input()}


class PublishTextForm(forms.Form):
    """Nothing is asked."""


class WithdrawTextForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_words],
        help_text=_("Everybody who comes to the old address reads it."),
    )


class PinForm(forms.Form):
    """An empty day takes it from the top."""

    until = forms.DateField(
        label=_("Stands on top until"),
        required=False,
        widget=day_input(),
        help_text=_("Including this day, in Korea's time. Empty: it stands by its day."),
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return until


class NoticeFilesForm(forms.Form):
    """Files to add, and those that are taken out."""

    files = SeveralFilesField(label=_("Files to add"), required=False)
    remove = forms.ModelMultipleChoiceField(
        label=_("Files to take out"),
        required=False,
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remove"].queryset = current = notice.files.current()
        if not current:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Choose a file to add, or one to take out."))
        return self.cleaned_data
