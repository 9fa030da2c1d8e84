import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, never_changed

SIGNATURE_FORM = r"^[0-9a-f]{128}$"

# What was received before the seal stands in it. A later row is one of a call that was opened again:
# while the end of the call is the one that was sealed, there is none
REFUSED_BEHIND = """
    IF EXISTS (
        SELECT FROM programs_application
          JOIN programs_call ON programs_call.id = programs_application.call_id
          JOIN programs_seal ON programs_seal.call_id = programs_call.id
         WHERE programs_application.id = NEW.application_id
           AND (
               programs_seal.sealed_at >= NEW.received_at
               OR programs_seal.ended_at = least(
                   programs_call.closes_at, programs_call.closed_at, programs_call.cancelled_at
               )
           )
    ) THEN
        RAISE EXCEPTION 'submission % does not stand in the seal of its call', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_submission_not_behind_seal';
    END IF;
    RETURN NEW;
"""


def not_behind_a_seal() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="not_behind_a_seal",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=REFUSED_BEHIND,
    )


# Its history outlives a seal that is deleted: the constraints of the same names go on
SEALED_BEFORE = """
    IF EXISTS (
        SELECT FROM programs_sealhistory
         WHERE call_id = NEW.call_id AND (number = NEW.number OR ended_at = NEW.ended_at)
    ) THEN
        RAISE EXCEPTION 'call % was sealed before at this end or with this number', NEW.call_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = CASE
                WHEN EXISTS (
                    SELECT FROM programs_sealhistory
                     WHERE call_id = NEW.call_id AND ended_at = NEW.ended_at
                ) THEN 'programs_seal_once' ELSE 'programs_seal_number' END;
    END IF;
    RETURN NEW;
"""


def never_sealed_again() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="never_sealed_again",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=SEALED_BEFORE,
    )


@kept_history("SealHistory")
class Seal(models.Model):
    """봉인: which submissions a call had received when it ended, told by one digest.

    `root` is that of the Merkle tree (`programs.merkle`) over the statements of all submissions of
    the call in the order of their receipt, the withdrawn and the replaced ones too. A call that an
    amendment reopens is sealed anew when it ends again; the former seals stay.
    """

    call = models.ForeignKey("programs.Call", on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField(_("number of the seal"))
    ended_at = models.DateTimeField(_("closed at"))
    sealed_at = models.DateTimeField(_("sealed at"))
    count = models.PositiveIntegerField(_("submissions"))
    root = models.CharField(_("root of the seal (SHA-256)"), max_length=64)
    key_id = models.CharField(_("key"), max_length=16)
    signature = models.CharField(_("signature (Ed25519)"), max_length=128)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="programs_seal_number"),
            models.UniqueConstraint(fields=["call", "ended_at"], name="programs_seal_once"),
            models.CheckConstraint(
                condition=Q(root__regex=r"^[0-9a-f]{64}$") & Q(signature__regex=SIGNATURE_FORM),
                name="programs_seal_has_form",
            ),
            models.CheckConstraint(
                condition=Q(key_id__regex=r"^[0-9a-f]{16}$"), name="programs_seal_key_has_form"
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__gte=F("ended_at")), name="programs_seal_after_the_end"
            ),
        ]
        triggers = [never_changed(), never_sealed_again()]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.number}"
