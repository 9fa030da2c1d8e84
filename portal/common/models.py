"""Building blocks of the models of all apps."""

import functools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Moments outside are slips of the finger; the far ends cannot even be read back
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST_TEXT = 20_000  # letters of a free text, as its form takes them


class DatabaseNow(models.Func):
    """`clock_timestamp()` beside the columns of a row that is read anyway."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


def paired(at: str, by: str, *, name: str) -> models.CheckConstraint:
    """The moment and the person of an act stand together or not at all."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=name,
    )


def digest_is_true(*, name: str) -> models.CheckConstraint:
    """`sha256` is the digest of exactly the UTF-8 bytes of `content`; the database computes it."""
    encoded = models.Func(
        models.F("content"),
        models.Value("UTF8"),
        function="convert_to",
        output_field=models.BinaryField(),
    )
    digest = models.Func(encoded, function="sha256", output_field=models.BinaryField())
    in_letters = models.Func(
        digest, models.Value("hex"), function="encode", output_field=models.TextField()
    )
    return models.CheckConstraint(condition=models.Q(sha256=in_letters), name=name)


def only_moves(transitions: Mapping[str, Any], *, field: str = "state") -> pgtrigger.FSM:
    """The database refuses every move between states that the workflow table does not list.

    To stay in a state is no move: a row may always be written without one.
    """
    pairs = {
        (str(source), str(transition.target))
        for transition in transitions.values()
        for source in transition.sources
        if source != transition.target
    }
    return pgtrigger.FSM(name=f"{field}_moves", field=field, transitions=sorted(pairs))


def never_changed() -> pgtrigger.Protect:
    """Rows are written once: the database refuses to change or delete them."""
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


def kept_history(model_name: str, *, exclude: Iterable[str] = ()) -> Any:
    """Database triggers keep every version of a row, of bulk updates too."""
    return functools.partial(
        pghistory.track,
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=model_name,
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(related_name="versions"),
        append_only=True,
    )()


def localized(field: str) -> property:
    """The English text where the reader chose English and there is one, else the Korean text."""

    def text(self: models.Model) -> str:
        if get_language() == "en" and (english := getattr(self, f"{field}_en")):
            return str(english)
        return str(getattr(self, f"{field}_ko"))

    return property(text)


class Event(models.Model):
    """What happened to a thing: who did it, from which state to which, when and why.

    Each entity has an event table of its own with a foreign key to it. Rows are append-only.
    """

    verb = models.CharField(_("verb"), max_length=40)
    from_state = models.CharField(_("from"), max_length=20, blank=True)
    to_state = models.CharField(_("to"), max_length=20, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    happened_at = models.DateTimeField(_("happened at"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        abstract = True
        ordering = ["happened_at", "pk"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.verb} {self.happened_at:%Y-%m-%d %H:%M:%S}"
