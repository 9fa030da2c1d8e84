from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.form_fields import OneLineTexts, WonField, day_input
from zones.enums import ApplicantKind, CompanyRole, TechnologyField
from zones.models import Company, CompanyStatus, ParticipationBan
from zones.models.company import LARGEST_REVENUE
from zones.validators import (
    digits_of,
    validate_business_number,
    validate_corporate_number,
    with_hyphen,
    with_hyphens,
)

MOST_STATUSES = 20
YEARS_OF_REVENUE = 5
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 8, 20  # digits, hyphens not counted
SECTIONS = [
    (
        _("Company"),
        "",
        [
            "applicant_kind",
            "name",
            "business_number",
            "corporate_number",
            "representative_name",
            "size",
            "founded_on",
            "address",
            "zone",
            "phone",
        ],
    ),
    (
        _("For the check of eligibility"),
        _("What you leave empty here is taken as unknown; you can add it at any time."),
        ["province", "moves_into", "fields"],
    ),
]


class CompanyForm(OneLineTexts, forms.ModelForm):
    one_line = ("name", "representative_name", "address", "phone")

    business_number = forms.CharField(
        label=_("Business number"),
        max_length=20,
        required=False,
        help_text=_(
            "Ten digits, with or without hyphens. Prospective founders leave this field empty."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    corporate_number = forms.CharField(
        label=_("Corporate number"),
        max_length=20,
        required=False,
        help_text=_("Thirteen digits, with or without a hyphen; only of a corporation."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Company
        fields = [name for _title, _hint, names in SECTIONS for name in names] + ["holds_no_status"]
        widgets = {"applicant_kind": forms.RadioSelect, "founded_on": day_input()}
        error_messages = {
            "business_number": {
                "unique": _(
                    "A company with this business number is registered already. "
                    "Its representative can invite you under “People”."
                )
            }
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, printed in (("business_number", with_hyphens), ("corporate_number", with_hyphen)):
            self.initial[name] = printed(getattr(self.instance, name))
        self.fields["applicant_kind"].choices = self.fields["applicant_kind"].choices[1:]
        self.fields["zone"].empty_label = _("in no zone, or not yet")
        self.fields["province"].empty_label = _("not said")
        self.fields["moves_into"].empty_label = _("no plans, or not said")
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Fields of technology"),
            help_text=_("Large classes of the national standard classification."),
            choices=TechnologyField.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["size"].required = False  # of a founder nothing is asked, see clean_size
        self.fields["size"].is_needed = True
        self._add_revenues()
        self.fields["business_number"].error_messages["unique"] = self.Meta.error_messages[
            "business_number"
        ]["unique"]

    def clean_business_number(self) -> str | None:
        given = self.cleaned_data["business_number"]
        if not given.strip():
            return None
        # Kept before it is judged, so that a wrong number is not taken for a missing one, too
        self.instance.business_number = digits_of(given)
        validate_business_number(given)
        return self.instance.business_number

    def clean_size(self) -> str:
        """Founders have none yet; what is kept for them stays."""
        size = self.cleaned_data["size"]
        if size:
            return size
        if self.cleaned_data.get("applicant_kind") != ApplicantKind.FOUNDER:
            raise ValidationError(self.fields["size"].error_messages["required"], code="required")
        return self.instance.size

    def _add_revenues(self) -> None:
        """A field for each of the last years; amounts of earlier ones stay as they are."""
        rows = self.instance.revenues.all() if self.instance.pk else []
        known = {row.year: row.amount_won for row in rows}
        last = timezone.localdate().year - 1
        self.revenue_years = range(last, last - YEARS_OF_REVENUE, -1)
        for year in self.revenue_years:
            self.fields[f"revenue_{year}"] = WonField(
                label=_("Revenue of %(year)s (won)") % {"year": year},
                max_value=LARGEST_REVENUE,
                required=False,
            )
            self.initial[f"revenue_{year}"] = known.get(year)

    @property
    def revenues(self) -> dict[int, int | None]:
        """Won by year, None where nothing is said. Only of a valid form."""
        return {year: self.cleaned_data[f"revenue_{year}"] for year in self.revenue_years}

    @property
    def revenue_fields(self) -> list[forms.BoundField]:
        return [self[f"revenue_{year}"] for year in self.revenue_years]

    def clean_corporate_number(self) -> str:
        given = self.cleaned_data["corporate_number"]
        if not given.strip():
            return ""
        validate_corporate_number(given)
        return digits_of(given)

    def clean_founded_on(self):
        founded_on = self.cleaned_data["founded_on"]
        if founded_on and founded_on > timezone.localdate():
            raise ValidationError(_("The founding day lies in the future."))
        return founded_on

    def validate_unique(self) -> None:
        """Of a new company the action judges it: a second click must land on the first."""
        if self.instance.pk:
            super().validate_unique()

    def refuse(self, error: ValidationError) -> None:
        """Say at its field, in the words of this page, what the action found."""
        if set(getattr(error, "error_dict", {})) <= set(self.fields):
            self._update_errors(error)
        else:
            self.add_error(None, error.messages)

    @property
    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Title, hint and fields of each part of the page."""
        return [
            (str(title), str(hint), [self[name] for name in names])
            for title, hint, names in SECTIONS
        ]


class CompanyStatusForm(OneLineTexts, forms.ModelForm):
    one_line = ("certificate_number",)

    class Meta:
        model = CompanyStatus
        fields = ["kind", "certificate_number", "valid_from", "valid_until"]
        widgets = {"valid_from": day_input(), "valid_until": day_input()}

    def validate_constraints(self) -> None:
        """A second click states the same once more: the action takes it for the same."""


class CompanyStatusFormSetBase(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        if any(form.instance.pk is None for form in self._kept_lines()):
            raise ValidationError(
                _(
                    "Somebody has removed one of these lines meanwhile. "
                    "Delete it here too, and state it anew where it is needed."
                )
            )
        stated = [
            (form.cleaned_data["kind"], form.cleaned_data["valid_from"])
            for form in self.forms
            if form.cleaned_data.get("kind") and not form.cleaned_data.get("DELETE")
        ]
        if len(set(stated)) < len(stated):
            raise ValidationError(_("Two lines state the same status from the same day."))
        if stated and self.instance.holds_no_status:
            raise ValidationError(
                _("You state a status and say that the company holds none: change one of them.")
            )

    def stated(self) -> list[CompanyStatus]:
        """What the lines say together, but for empty and deleted ones. Only of a valid formset."""
        return [
            form.instance
            for form in self.forms
            if form.cleaned_data.get("kind") and not form.cleaned_data.get("DELETE")
        ]

    def _kept_lines(self) -> list[forms.ModelForm]:
        return [form for form in self.initial_forms if not form.cleaned_data.get("DELETE")]


CompanyStatusFormSet = forms.inlineformset_factory(
    Company,
    CompanyStatus,
    form=CompanyStatusForm,
    formset=CompanyStatusFormSetBase,
    extra=1,
    max_num=MOST_STATUSES,
    absolute_max=2 * MOST_STATUSES,
    validate_max=True,
    can_delete=True,
    can_delete_extra=False,
)


class VerificationForm(forms.Form):
    evidence = forms.CharField(
        label=_("Evidence that was seen"),
        help_text=_("The paper or register, its number and day, and what was found on the spot."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class BanForm(forms.ModelForm):
    class Meta:
        model = ParticipationBan
        fields = ["starts_on", "ends_on", "ground"]
        widgets = {"starts_on": day_input(), "ends_on": day_input()}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class BankAccountForm(OneLineTexts, forms.Form):
    one_line = ("bank", "holder")

    bank = forms.CharField(label=_("Bank"), max_length=40)
    holder = forms.CharField(label=_("Account holder"), max_length=80)
    number = forms.CharField(
        label=_("Account number"),
        max_length=30,
        help_text=_("With or without hyphens."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Asked again, because support is paid into this account."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():  # signs in with a passkey alone
            del self.fields["password"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise ValidationError(_("This is not your password."))
        return password

    def clean_number(self) -> str:
        digits = digits_of(self.cleaned_data["number"])
        if not SHORTEST_ACCOUNT <= len(digits) <= LONGEST_ACCOUNT:
            raise ValidationError(
                _("An account number has %(least)s to %(most)s digits."),
                params={"least": SHORTEST_ACCOUNT, "most": LONGEST_ACCOUNT},
            )
        return digits


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Only the person who signs in with this address can accept."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=CompanyRole.choices,
        initial=CompanyRole.STAFF,
        widget=forms.RadioSelect,
        help_text=_(
            "An outside consultant writes, and neither submits nor changes the company's data. What "
            "they do is marked as such for all members and the foundation."
        ),
    )

    def clean_email(self) -> str:
        return User.normalize_username(self.cleaned_data["email"])
