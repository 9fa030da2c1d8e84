from collections.abc import Iterable

from django.db import transaction

from portal.accounts.models import PRIVACY_NOTICE_VERSION, Consent, ConsentKind, User


@transaction.atomic
def record_consents(user: User, *, kinds: Iterable[ConsentKind]) -> None:
    """Keep what the person agreed to, with the version of the text that was shown."""
    for kind in kinds:
        Consent.objects.get_or_create(user=user, kind=kind, version=PRIVACY_NOTICE_VERSION)
