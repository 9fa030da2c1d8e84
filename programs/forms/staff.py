"""What the foundation fills in, in the admin."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.common.text import says_nothing
from programs.enums import CallSection, PanelState, ScreeningReason
from programs.forms.printable import PrintableTexts
from programs.models import Application, Panel, PanelPlace, Reviewer
from programs.queries.conflict import working_reviewers


class ApprovalForm(forms.Form):
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)


class SendBackForm(PrintableTexts, forms.Form):
    """A reason for the whole, and comments to single sections."""

    reason = forms.CharField(
        label=_("What has to change"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for section in CallSection:
            self.fields[f"comment_{section}"] = forms.CharField(
                label=section.label,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def comments(self) -> dict[str, str]:
        """The comments that were written, by section."""
        given = {section: self.cleaned_data[f"comment_{section}"] for section in CallSection}
        return {section.value: text for section, text in given.items() if text}


class ReleaseFileForm(PrintableTexts, forms.Form):
    sha256 = forms.RegexField(
        label=_("Number of the file (SHA-256)"),
        regex=r"^[0-9a-f]{64}$",
        widget=forms.TextInput(attrs={"size": 72, "class": "vTextField"}),
        error_messages={"invalid": _("Sixty-four digits and letters from a to f.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The owner of the file reads it, and it is kept."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class PublicReasonForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is published beside the change, and mailed to all whom it concerns."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class ScreeningForm(PrintableTexts, forms.Form):
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[("eligible", _("eligible")), ("ineligible", _("not eligible"))],
        widget=forms.RadioSelect,
    )
    reason_code = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", _("(only when not eligible)")), *ScreeningReason.choices],
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The applicant reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("result") == "ineligible":
            for name in ("reason_code", "reason"):
                if says_nothing(cleaned.get(name) or ""):
                    self.add_error(name, _("A refusal needs a ground and a reason."))
        return cleaned

    @property
    def is_eligible(self) -> bool:
        return self.cleaned_data["result"] == "eligible"


class AssignmentForm(forms.Form):
    panel = forms.ModelChoiceField(
        label=_("Panel"),
        queryset=Panel.objects.none(),
    )
    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=Reviewer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        panels = application.call.panels.exclude(state=PanelState.CLOSED)
        if place := PanelPlace.objects.filter(application=application).first():
            panels = panels.filter(pk=place.panel_id)
        self.fields["panel"].queryset = panels
        known = application.assignments.values("reviewer")
        barred = application.conflicts.barring().values("reviewer")
        self.fields["reviewers"].queryset = (
            working_reviewers()
            .exclude(Q(pk__in=known) | Q(pk__in=barred))
            .select_related("user")
            .order_by("user__name")
        )
