from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.actions import record_consents
from portal.accounts.models import ConsentKind, User
from portal.common.form_fields import OneLineTexts


class SignupForm(OneLineTexts, forms.Form):
    """What sign-up asks beyond address and password; allauth's own form inherits from it."""

    one_line = ("name", "phone")

    name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    privacy = forms.BooleanField(
        label=_("I agree to the collection and use of my personal data."),
        help_text=_(
            "Purpose: sign-in, applications, notices. Items: e-mail address, name, phone. "
            "Kept until you close the account, or as long as the law demands. "
            "You may refuse, but then no account can be made."
        ),
    )

    field_order = ["email", "name", "phone", "password1", "password2", "privacy"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.phone = self.cleaned_data["phone"]
        user.language = request.LANGUAGE_CODE
        user.save()
        record_consents(user, kinds=[ConsentKind.PRIVACY])
