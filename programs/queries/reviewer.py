"""The pool of reviewers."""

import hashlib

from programs.models import ReviewerInvitation


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> ReviewerInvitation | None:
    """The invitation that the address of a mail stands for, while it can be accepted."""
    digest = token_digest(token)
    return ReviewerInvitation.objects.acceptable().filter(token_sha256=digest).first()
