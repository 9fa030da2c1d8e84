"""People who sign in, and what they agreed to."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.sessions import Session
from portal.common.models import never_changed

__all__ = ["Consent", "ConsentKind", "Session", "User"]

PRIVACY_NOTICE_VERSION = "2026-11"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.model.normalize_username(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in. What they may do follows from what they are a member of."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language of mails"), max_length=5, default="ko")
    is_staff = models.BooleanField(_("foundation staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            # Sign-in looks for small letters only, and one address is one person
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_in_small_letters",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """People write their address in any letters; forms and the manager pass it through here."""
        return super().normalize_username(username).lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class ConsentKind(models.TextChoices):
    """Mails about new calls need none: who saves a search chooses how often they come."""

    PRIVACY = "privacy", _("Collection and use of personal data (required)")


class Consent(models.Model):
    """A person agreed to a text of a version (개인정보 보호법 제15조, 제22조); never changed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(_("kind"), max_length=20, choices=ConsentKind)
    version = models.CharField(_("version of the text"), max_length=20)
    agreed_at = models.DateTimeField(_("agreed at"), default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "version"], name="accounts_consent_once_per_version"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.version}"
