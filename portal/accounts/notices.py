"""Mails from templates/emails/: each in its reader's language; the first line is the subject."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.tasks import queue_mail


def queue_notice(
    template: str,
    *,
    to: str,
    language: str,
    path: str,
    headers: dict[str, str] | None = None,
    attachments: list[list[str]] | None = None,
    **context: Any,
) -> None:
    """Queue one mail in the transaction of its cause; `path` is the page that it leads to.

    `attachments` are [name, text, mimetype] each, such as a calendar entry.
    """
    site = settings.SITE_URL
    with translation.override(language):
        text = render_to_string(
            f"emails/{template}.txt", {"site": site, "address": site + path, **context}
        )
    subject, _, body = text.strip().partition("\n")
    queue_mail(
        to=[to],
        subject=subject.strip(),
        body=body.strip() + "\n",
        headers=headers,
        attachments=attachments,
    )
