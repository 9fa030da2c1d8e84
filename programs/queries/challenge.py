"""기피 신청: which of them a member of the foundation deals with."""

from django.db.models import Exists, Q, QuerySet

from portal.accounts.models import User
from programs.models import Challenge, Reviewer
from programs.queries.application import applications_handled_by


def challenges_handled_by(user: User) -> QuerySet[Challenge]:
    """Of applications that they handle; what an applicant says of oneself is nothing to read, and
    nothing to decide."""
    shown = Challenge.objects.filter(application__in=applications_handled_by(user))
    own = Reviewer.objects.filter(user=user)
    return shown.exclude(Q(person=user.name) & Exists(own)).exclude(reviewer__in=own)
