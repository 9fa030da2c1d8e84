"""What the portal says, as its pages say it: found by the English of the sources."""

from django.utils.translation import gettext, ngettext, override
from django_stubs_ext import StrOrPromise


def said(text: StrOrPromise, language: str = "ko") -> str:
    """In Korean, as the catalogue has it today; a test then breaks by behaviour, not by wording.

    Of a text with a plural it is the form for one, which `gettext` knows from Python 3.11.3 on.
    """
    with override(language):
        text = str(text)
        single = gettext(text)
        return single if single != text else ngettext(text, text, 1)
