"""Sessions that know whose they are: a page asks for session and person in one statement.

The way that Django describes for it ("Extending database-backed session engines").
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from portal.common.kept import KeptQuery


class SessionStore(DatabaseStore):
    """As Django's own; `person` is whose session it was when it was read, None for a visitor's."""

    person: models.Model | None = None

    @classmethod
    def get_model_class(cls) -> type["Session"]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """What cannot be a key of ours, as one with a NUL, is not asked of the database."""
        return bool(super()._validate_session_key(key) and set(key or "") <= set(VALID_KEY_CHARS))

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        session = super().create_model_instance(data)
        session.person_id = data.get(SESSION_KEY)
        return session

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError where the person was deleted meanwhile: another key would not help, and
        Django would try one after another for ever."""
        try:
            super().save(must_create)
        except CreateError:
            if self.exists(self.session_key):
                raise
            raise UpdateError from None

    def _get_session_from_db(self) -> "Session | None":
        session = UNEXPIRED.first(self.session_key)
        if session is None:
            self._session_key = None
        else:
            self.person = session.person
        return session


class Session(AbstractBaseSession):
    """A visit of somebody who signed in, or of a visitor of whom something is remembered."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


UNEXPIRED: KeptQuery[Session] = KeptQuery(
    lambda key: Session.objects.select_related("person").filter(
        session_key=key, expire_date__gt=timezone.now()
    )
)
