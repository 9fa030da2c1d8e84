"""What is said of a file that is not taken, and what to do about it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHOWN_LETTERS = 80
MESSAGES = {
    "damaged": _("The file is damaged or packed in an unusual way. Save or pack it anew."),
    "encrypted": _("The file is protected by a password. Save it without one."),
    "bomb": _("The file unpacks to far more than its size allows. Pack fewer or smaller files."),
    "too_many": _("The file holds too many files. Pack fewer of them."),
    "unsafe_name": _(
        "The name “%(member)s” in the file leads outside or cannot be written everywhere."
        " Rename it and pack anew."
    ),
    "member": _("The ZIP holds “%(member)s”, which is not accepted in it. Accepted: %(accepted)s."),
    "disguised_member": _("The content of “%(member)s” in the file is not what its name says."),
    "nested": _("“%(member)s” is packed too deep. Attach it as a file of its own."),
    "macro": _("The file holds a macro or program (“%(member)s”). Save it without."),
    "object": _(
        "The file holds an embedded object (“%(member)s”). Remove it, or attach it as a file of"
        " its own."
    ),
    "remote": _(
        "The file loads content from elsewhere (%(member)s). Break this link and save anew."
    ),
    "script": _("The PDF holds a script or starts a program. Print it anew as PDF."),
    "embedded": _("The PDF holds other files. Attach these as files of their own."),
}


def refusal(code: str, *, member: str = "", **params: str) -> ValidationError:
    """The error of this code; `member` is the name in the file that it is about."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in member)
    if len(shown) > SHOWN_LETTERS:
        shown = f"…{shown[-SHOWN_LETTERS:]}"
    return ValidationError(MESSAGES[code], code=code, params={"member": shown, **params})
