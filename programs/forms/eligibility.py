from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import WonField, day_input
from programs.eligibility import Profile, Revenue
from zones.enums import ApplicantKind, CompanySize
from zones.models import Province, Zone
from zones.models.company import LARGEST_REVENUE

NOT_SAID = ("", _("not said"))
IN_NO_ZONE = "none"


class TrialForm(forms.Form):
    """What somebody says of a company to see what it could apply for; nothing is saved.

    The fields have the names of the profile's, so that a judgement can point to them.
    """

    applicant_kind = forms.ChoiceField(
        label=_("Who applies"), choices=ApplicantKind.choices, initial=ApplicantKind.COMPANY
    )
    size = forms.ChoiceField(
        label=_("Size of the company"), choices=[NOT_SAID, *CompanySize.choices], required=False
    )
    founded_on = forms.DateField(label=_("Founded on"), widget=day_input(), required=False)
    zone = forms.ChoiceField(label=_("Resident in the R&D zone"), required=False)
    moves_into = forms.ChoiceField(label=_("Plans to move into the R&D zone"), required=False)
    province = forms.ChoiceField(label=_("Province of the head office"), required=False)
    revenue_won = WonField(
        label=_("Revenue of the last year (won)"),
        min_value=0,
        max_value=LARGEST_REVENUE,
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        zones = [(str(zone.pk), zone.name) for zone in Zone.objects.only("name_ko", "name_en")]
        provinces = [(str(province.pk), province.name) for province in Province.objects.all()]
        self.fields["zone"].choices = [NOT_SAID, (IN_NO_ZONE, _("in no zone")), *zones]
        self.fields["moves_into"].choices = [NOT_SAID, *zones]
        self.fields["province"].choices = [NOT_SAID, *provinces]

    def clean_founded_on(self):
        founded_on = self.cleaned_data["founded_on"]
        if founded_on and founded_on > timezone.localdate():
            raise ValidationError(_("The founding day lies in the future."))
        return founded_on

    @property
    def profile(self) -> Profile:
        """What was said, as the rules look at it. Only of a valid form."""
        said: dict[str, Any] = self.cleaned_data
        return Profile(
            applicant_kind=said["applicant_kind"],
            size=said["size"],
            founded_on=said["founded_on"],
            zone=_key(said["zone"]),
            zone_is_known=said["zone"] != "",
            province=_key(said["province"]),
            moves_into=_key(said["moves_into"]),
            revenues=() if said["revenue_won"] is None else (Revenue(said["revenue_won"]),),
            bans=None,
        )


def _key(chosen: str) -> int | None:
    return int(chosen) if chosen not in ("", IN_NO_ZONE) else None
