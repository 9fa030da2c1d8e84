from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import day_input
from portal.common.templatetags.portal_text import day
from programs.enums import CertificateKind
from programs.forms.application import SeenField
from programs.models import RequiredDocument, VaultDocument
from zones.models import Company, CompanyStatus
from zones.models.company_status import EARLIEST_DAY, LATEST_DAY


class CertificateForm(forms.ModelForm):
    """The file goes to the action apart, which checks it."""

    status = forms.ModelChoiceField(
        queryset=CompanyStatus.objects.none(),
        required=False,
        label=_("Evidence of the status"),
        help_text=_("The foundation reads it when it verifies the status."),
        empty_label=_("of none"),
    )
    upload = forms.FileField(label=_("File"), max_length=200)

    field_order = ["kind", "label", "issued_on", "expires_on", "status", "upload"]

    class Meta:
        model = VaultDocument
        fields = ["kind", "label", "status", "issued_on", "expires_on"]
        widgets = {"issued_on": day_input(), "expires_on": day_input()}

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = company.statuses.all()
        self.fields["status"].queryset = statuses
        self.fields["status"].label_from_instance = _words_of
        if not statuses:
            del self.fields["status"]

    def clean_issued_on(self) -> date:
        issued_on = self.cleaned_data["issued_on"]
        if issued_on > timezone.localdate() or issued_on < EARLIEST_DAY:
            raise ValidationError(_("The day of issue lies in the future or too far back."))
        return issued_on

    def clean_expires_on(self) -> date | None:
        expires_on = self.cleaned_data["expires_on"]
        if expires_on and expires_on > LATEST_DAY:
            raise ValidationError(_("This day lies too far ahead."))
        return expires_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued_on, expires_on = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued_on and expires_on and expires_on < issued_on:
            self.add_error("expires_on", _("The last day lies before the day of issue."))
        if cleaned.get("kind") == CertificateKind.OTHER and cleaned.get("label") == "":
            self.add_error("label", _("Name the document: only the listed kinds have a name."))
        return cleaned


def _words_of(status: CompanyStatus) -> str:
    return f"{status.get_kind_display()} · {day(status.valid_from)}"


class UseCertificateForm(forms.Form):
    """Which kept certificate goes where in an application."""

    required_document = forms.ModelChoiceField(queryset=RequiredDocument.objects.none())
    vault_document = forms.ModelChoiceField(queryset=VaultDocument.objects.none())
    seen = SeenField()

    def __init__(self, *args: Any, application: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required_document"].queryset = application.call.required_documents.all()
        self.fields["vault_document"].queryset = application.company.vault.usable()
