"""What pages in the admin share: a form page that calls one action, and long lists in pages."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import Refusals as Refusals
from portal.common.admin_pages import action_page as any_action_page
from programs.actions.errors import Refused
from programs.workflow import TransitionNotAllowed

TOOK_PART = _(
    "You judge in this panel, your company applies in its call, or a conflict of interest is known: "
    "somebody else does this."
)

action_page = partial(any_action_page, caught=(Refused, TransitionNotAllowed))


def told(refusal: Refused, words: Mapping[type[Exception], Any]) -> str:
    """The words for a refusal, with the receipt numbers of those that it is about."""
    receipts = getattr(refusal, "receipts", [])
    return f"{words.get(type(refusal), refusal)} {', '.join(receipts)}".strip()


class KeysFirstPaginator(Paginator):
    """Finds the keys of a page first, so that only its own rows are joined and counted for."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.object_list.values("pk")[start : start + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)
