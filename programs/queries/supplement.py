"""Requests for supplements, for who answers and who reads the answer."""

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from programs.models import SupplementFile
from programs.queries.application import applications_handled_by, applications_of


def supplement_files_visible_to(user: User) -> QuerySet[SupplementFile]:
    """The applicant's always; the foundation's once the answer was sent. Nobody sees one that waits
    for its scan or was found to be unsafe."""
    own = Q(supplement__application__in=applications_of(user))
    sent = Q(
        supplement__answered_at__isnull=False,
        supplement__application__in=_handled_by(user),
    )
    return SupplementFile.objects.current().released().filter(own | sent)


def _handled_by(user: User) -> QuerySet:
    """What the admin shows; reviewers read the submission, not what was asked besides."""
    handled = applications_handled_by(user)
    return handled if user.has_perm("programs.view_application") else handled.none()
