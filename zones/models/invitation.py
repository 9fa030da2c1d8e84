from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, only_moves, paired
from zones import workflow
from zones.enums import CompanyRole, OfferState


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Neither accepted nor revoked; those that have expired can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def acceptable(self) -> Self:
        return self.waiting().filter(expires_at__gt=timezone.now())


# Its token would be of no use to a reader of the history, and so it is not kept there
@kept_history("InvitationHistory", exclude=["token_sha256"])
class Invitation(models.Model):
    """초대: an address may join a company; the mail has a token, of which only a digest is kept."""

    company = models.ForeignKey(
        "zones.Company", on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=CompanyRole)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    sent_count = models.PositiveSmallIntegerField(_("mails sent"), default=1)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="zones_invitation_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="zones_invitation_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="zones_invitation_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="zones_invitation_one_end"
            ),
            paired("accepted_at", "accepted_by", name="zones_invitation_accepted_pair"),
            paired("revoked_at", "revoked_by", name="zones_invitation_revoked_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.company_id}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


@kept_history("OwnershipOfferHistory")
class OwnershipOffer(models.Model):
    """대표 권한 이전: a representative hands the company over; who takes it must accept."""

    company = models.ForeignKey("zones.Company", on_delete=models.CASCADE, related_name="offers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("handed over by"),
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="ownership_offers",
        verbose_name=_("handed over to"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OfferState, default=OfferState.WAITING
    )
    offered_at = models.DateTimeField(_("offered at"), default=timezone.now)
    ended_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer of representation")
        verbose_name_plural = _("offers of representation")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state=OfferState.WAITING),
                name="zones_ownershipoffer_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="zones_ownershipoffer_to_another"
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.WAITING, ended_at=None)
                | ~Q(state=OfferState.WAITING) & Q(ended_at__isnull=False),
                name="zones_ownershipoffer_answer_has_stamp",
            ),
        ]
        triggers = [only_moves(workflow.OFFER)]

    def __str__(self) -> str:
        return f"{self.company_id} · {self.giver_id} → {self.taker_id}"
