"""Who is signed in."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from portal.accounts.models import User


class SignedInMiddleware(AuthenticationMiddleware):
    """As Django's own, without a statement of its own where the session brought its person."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _signed_in(request))  # type: ignore[assignment]


def _signed_in(request: HttpRequest) -> User | AnonymousUser:
    """The person of the session where all that Django looks at is as it should be; whatever is
    unusual (a stale password, a backend that is gone, another key) is for Django to decide."""
    if not hasattr(request, "_cached_user"):
        person = _person_brought(request)
        request._cached_user = auth.get_user(request) if person is None else person
    return request._cached_user


def _person_brought(request: HttpRequest) -> User | None:
    session = request.session
    key, backend = session.get(auth.SESSION_KEY), session.get(auth.BACKEND_SESSION_KEY)
    person = getattr(session, "person", None)  # there once the session was read
    if not isinstance(person, User) or not person.is_active or str(person.pk) != key:
        return None
    is_verified = constant_time_compare(
        session.get(auth.HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    )
    return person if is_verified and backend in settings.AUTHENTICATION_BACKENDS else None
