"""Money as Koreans read it. Amounts are whole won everywhere."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

EOK = 100_000_000
MILLION = 1_000_000


def won(amount: int) -> str:
    """`7,200,000,000원`, in English `KRW 7,200,000,000`."""
    return _("KRW %(amount)s") % {"amount": f"{amount:,}"}


def readable_won(amount: int) -> str:
    """The largest unit that needs at most one decimal: 72억원, 1.5억원, 15백만원, 1,234원.

    English has no such unit in common use, so it counts in millions: KRW 7,200 million.
    """
    if get_language() == "ko" and amount and amount % (EOK // 10) == 0:
        return f"{_trimmed(amount / EOK)}억원"
    if amount and amount % MILLION == 0:
        return _("KRW %(amount)s million") % {"amount": f"{amount // MILLION:,}"}
    return won(amount)


def _trimmed(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
