from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext

from portal.accounts.tasks import queue_mail


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render as allauth does, but let the worker send: sign-up must not wait for a server."""
        site = SimpleNamespace(
            name=gettext("R&D Zone Portal"), domain=urlsplit(settings.SITE_URL).netloc
        )
        known = {"request": self.request, "current_site": site}
        message = self.render_mail(template_prefix, email, {**known, **context})
        queue_mail(to=[email], subject=message.subject, body=message.body)
