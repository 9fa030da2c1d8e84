"""평가위원 후보단: who can be asked to judge, with what conflicts are found from."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import Event, kept_history, only_moves, paired
from portal.common.text import organisation_key
from programs import workflow
from programs.enums import ReviewerState, TieKind
from zones.enums import TechnologyField
from zones.validators import validate_business_number

LONGEST_CAREER = 4000
LONGEST_NAME = 120  # of an organisation
number_has_form = r"^([0-9]{10})?$"


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    def working(self, day: date) -> Self:
        """In the pool and under no sanction on that day: these can be asked."""
        barred = ReviewerSanction.objects.in_force(day).values("reviewer")
        return self.filter(is_active=True).exclude(pk__in=barred)


@kept_history("ReviewerHistory", exclude=["is_active"])
class Reviewer(models.Model):
    """평가위원: an expert of the pool, with what conflicts are found from."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reviewer",
        verbose_name=_("user"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ReviewerState,
        default=ReviewerState.ACTIVE,
        editable=False,
    )
    employer = models.CharField(_("employer"), max_length=LONGEST_NAME)
    department = models.CharField(_("department"), max_length=120, blank=True)
    organisation_key = models.CharField(max_length=LONGEST_NAME, blank=True, editable=False)
    department_key = models.CharField(max_length=120, blank=True, editable=False)
    employer_business_number = models.CharField(
        _("business number of the employer"),
        max_length=10,
        blank=True,
        validators=[validate_business_number],
        help_text=_("Ten digits without hyphens; conflicts are found by it."),
    )
    title = models.CharField(_("job title"), max_length=80, blank=True)
    is_public_official = models.BooleanField(
        _("official of the ministry or of a specialised agency"),
        default=False,
        help_text=_("Such people judge only where they are recognised as experts of the field."),
    )
    technology_fields = ArrayField(
        models.CharField(max_length=30, choices=TechnologyField),
        default=list,
        blank=True,
        verbose_name=_("fields of technology"),
    )
    fields = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("fields")
    )
    career = models.TextField(_("career"), max_length=LONGEST_CAREER, blank=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)
    consent_version = models.CharField(
        _("version of the consent"), max_length=20, blank=True, editable=False
    )
    is_active = models.GeneratedField(
        expression=Q(state=ReviewerState.ACTIVE),
        output_field=models.BooleanField(_("active")),
        db_persist=True,
        verbose_name=_("active"),
    )

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer_business_number__regex=number_has_form),
                name="programs_reviewer_number_has_form",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="person_never_changes", fields=["user"]),
            only_moves(workflow.REVIEWER),
        ]

    def __str__(self) -> str:
        return f"{self.user.name} ({self.employer})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The names are compared by keys, which follow them."""
        self.organisation_key = organisation_key(self.employer)[:LONGEST_NAME]
        self.department_key = organisation_key(self.department)
        named = kwargs.get("update_fields")
        if named is not None:
            kwargs["update_fields"] = {*named, "organisation_key", "department_key"}
        super().save(*args, **kwargs)


class ReviewerEvent(Event):
    """What happened to somebody of the pool."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="events")


class ReviewerTieQuerySet(models.QuerySet["ReviewerTie"]):
    def since(self, day: date) -> Self:
        """Ties that last, or ended on that day or later."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))


@kept_history("ReviewerTieHistory")
class ReviewerTie(models.Model):
    """이해관계: past work with an organisation, which bars for three years (시행령 제9조의3)."""

    reviewer = models.ForeignKey(
        Reviewer,
        on_delete=models.CASCADE,
        related_name="ties",
        verbose_name=_("reviewer"),
    )
    kind = models.CharField(_("kind of the tie"), max_length=20, choices=TieKind)
    organisation = models.CharField(_("organisation"), max_length=LONGEST_NAME)
    organisation_key = models.CharField(max_length=LONGEST_NAME, editable=False)
    business_number = models.CharField(
        _("business number"),
        max_length=10,
        blank=True,
        validators=[validate_business_number],
        help_text=_("Ten digits without hyphens; conflicts are found by it."),
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty where the tie lasts.")
    )

    objects = ReviewerTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie of a reviewer")
        verbose_name_plural = _("ties of reviewers")
        ordering = ["-from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "kind", "organisation_key"], name="programs_reviewertie_once"
            ),
            models.CheckConstraint(
                condition=~Q(organisation=""), name="programs_reviewertie_has_organisation"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="programs_reviewertie_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(business_number__regex=number_has_form),
                name="programs_reviewertie_number_has_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} · {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.organisation_key = organisation_key(self.organisation)[:LONGEST_NAME]
        super().save(*args, **kwargs)


class ReviewerSanctionQuerySet(models.QuerySet["ReviewerSanction"]):
    def standing(self) -> Self:
        """Sanctions that were not lifted, past and future ones included."""
        return self.filter(lifted_at=None)

    def in_force(self, day: date) -> Self:
        return self.during(day, day)

    def during(self, first: Any, last: Any) -> Self:
        """In force on a day from the first to the last; days, or expressions for them."""
        return self.standing().filter(starts_on__lte=last, ends_on__gte=first)


@kept_history("ReviewerSanctionHistory")
class ReviewerSanction(models.Model):
    """평가위원 참여제한: somebody judges nothing for a time (국가연구개발혁신법 제14조제2항)."""

    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, related_name="sanctions", verbose_name=_("reviewer")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    ground = models.CharField(
        _("ground"),
        max_length=300,
        help_text=_("Who imposed it, when and why. The reviewer reads this."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifting_reason = models.CharField(
        _("why it was lifted"), max_length=300, blank=True, editable=False
    )

    objects = ReviewerSanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction of a reviewer")
        verbose_name_plural = _("sanctions of reviewers")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programs_reviewersanction_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""), name="programs_reviewersanction_has_ground"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifting_reason="")
                | Q(lifted_at__isnull=False) & ~Q(lifting_reason=""),
                name="programs_reviewersanction_lifted_with_reason",
            ),
            paired("lifted_at", "lifted_by", name="programs_reviewersanction_lifted_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} {self.starts_on:%Y-%m-%d} ~ {self.ends_on:%Y-%m-%d}"

    @property
    def is_lifted(self) -> bool:
        return self.lifted_at is not None


class ReviewerInvitationQuerySet(models.QuerySet["ReviewerInvitation"]):
    def waiting(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None)

    def acceptable(self) -> Self:
        return self.waiting().filter(expires_at__gt=timezone.now())


# Its token would be of no use to a reader of the history, and so it is not kept there
@kept_history("ReviewerInvitationHistory", exclude=["token_sha256"])
class ReviewerInvitation(models.Model):
    """위촉 초대: an address may join the pool; of the token in its mail only a digest is kept."""

    email = models.EmailField(_("e-mail address"))
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("invited by"),
    )
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = ReviewerInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of a reviewer")
        verbose_name_plural = _("invitations of reviewers")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="programs_reviewerinvitation_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="programs_reviewerinvitation_email_in_small_letters",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="programs_reviewerinvitation_expires_later",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="programs_reviewerinvitation_one_end",
            ),
            paired("accepted_at", "accepted_by", name="programs_reviewerinvitation_accepted_pair"),
            paired("revoked_at", "revoked_by", name="programs_reviewerinvitation_revoked_pair"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
