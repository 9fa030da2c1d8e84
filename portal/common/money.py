"""Money as Koreans read it. Amounts are whole won everywhere."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

EOK = 100_000_000
MAN = 10_000
MILLION = 1_000_000


def won(amount: int) -> str:
    """`7,200,000,000원`, in English `KRW 7,200,000,000`."""
    return _("KRW %(amount)s") % {"amount": f"{amount:,}"}


def readable_won(amount: int) -> str:
    """In Korean by 억 and 만 where that loses nothing: 72억원, 1억 5,000만원, 1,500만원, 1,234원.

    English counts in millions where that loses nothing: KRW 7,200 million.
    """
    if get_language() == "ko" and amount >= MAN and amount % MAN == 0:
        eok, man = divmod(amount // MAN, EOK // MAN)
        parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else ""]
        return " ".join(part for part in parts if part) + "원"
    if amount and amount % MILLION == 0:
        return _("KRW %(amount)s million") % {"amount": f"{amount // MILLION:,}"}
    return won(amount)
