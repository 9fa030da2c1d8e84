"""Lists narrowed to what the user may act on now: the piles of the start page lead to them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User


def waits_for_me(
    awaiting: Callable[[User], QuerySet], *, title: Any = ""
) -> type[admin.SimpleListFilter]:
    """A filter to what waits for the user."""

    class WaitsForMe(admin.SimpleListFilter):
        parameter_name = "waits"

        def lookups(self, request, model_admin):
            return [("me", _("for me"))]

        def queryset(self, request, queryset):
            if self.value() != "me":
                return queryset
            return queryset.filter(pk__in=awaiting(request.user).order_by().values("pk"))

    WaitsForMe.title = title or _("waits for a decision")
    return WaitsForMe
