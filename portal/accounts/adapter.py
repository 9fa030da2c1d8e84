from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from portal.accounts.tasks import queue_mail


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render as allauth does, but let the worker send: sign-up must not wait for a server."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        queue_mail(to=[email], subject=message.subject, body=message.body)
