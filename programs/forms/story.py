from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts, day_input
from programs.enums import StoryGap
from programs.forms.printable import PrintableTexts
from programs.models import Picture, Story
from programs.queries.story import WRITTEN

# Where a gap of a published story is shown
FIELD_OF = {
    StoryGap.TEXT: "body_ko",
    StoryGap.VISIT_DAY: "visited_on",
    StoryGap.AGREEMENT: "agreement_from",
}
ENDS_OF_FILE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".heic")


class StoryForm(OneLineTexts, PrintableTexts, forms.ModelForm):
    """`seen` is the digest of what stood there when the writer began."""

    one_line = ("title_ko", "title_en", "lead_ko", "lead_en", "company_name", "agreement_from")

    class Meta:
        model = Story
        fields = WRITTEN
        widgets = {
            "lead_ko": forms.Textarea(attrs={"rows": 2}),
            "lead_en": forms.Textarea(attrs={"rows": 2}),
            "body_ko": forms.Textarea(attrs={"rows": 12}),
            "body_en": forms.Textarea(attrs={"rows": 8}),
            "visited_on": day_input(),
            "agreement_on": day_input(),
        }

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        self.fields["zone"].empty_label = _("no zone in particular")

    def clean_agreement_on(self) -> Any:
        return self._not_to_come("agreement_on", _("Nobody has agreed on a day to come."))

    def clean_visited_on(self) -> Any:
        return self._not_to_come("visited_on", _("A visit is told of after it took place."))

    def _not_to_come(self, name: str, words: Any) -> Any:
        day = self.cleaned_data[name]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(words)
        return day

    def refuse(self, gaps: list[StoryGap]) -> None:
        """Say what a published story would lack."""
        for gap in gaps:
            self.add_error(FIELD_OF[gap], gap.label)


class PictureWordsForm(OneLineTexts, PrintableTexts, forms.ModelForm):
    one_line = ("alt_ko", "alt_en", "caption_ko", "caption_en", "credit")

    class Meta:
        model = Picture
        fields = ["alt_ko", "alt_en", "caption_ko", "caption_en", "credit"]
        widgets = {
            "alt_ko": forms.Textarea(attrs={"rows": 2}),
            "alt_en": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "alt_ko": {"required": _("Say what is seen in the picture.")},
        }

    def clean_alt_ko(self) -> str:
        return self._seen("alt_ko")

    def clean_alt_en(self) -> str:
        return self._seen("alt_en")

    def _seen(self, name: str) -> str:
        """Words, not the name of the file."""
        text = self.cleaned_data[name]
        if text.lower().endswith(ENDS_OF_FILE_NAMES):
            raise forms.ValidationError(
                _("This is the name of a file. Say what is seen in the picture.")
            )
        return text


class PictureUploadForm(PictureWordsForm):
    """A photo and the words beside it; the words come back where the photo is refused."""

    photo = forms.FileField(
        label=_("Photo"),
        error_messages={"required": _("Choose a photo.")},
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-shrink": True}
        ),
    )
    field_order = ["photo", *PictureWordsForm.Meta.fields]


class WithdrawStoryForm(forms.Form):
    """Why a story is taken back; the agency and the foundation read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
