"""Stored files: what was read of them, what the virus check says."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReadingState(TextChoices):
    """Whether the text of an attachment could be read for the search."""

    WAITING = "waiting", _("being read")
    READ = "read", _("found by the search")
    UNREADABLE = "unreadable", _("not found by the search")


class UnreadableReason(TextChoices):
    ENCRYPTED = "encrypted", _("protected by a password")
    DAMAGED = "damaged", _("damaged")
    NO_TEXT = "no_text", _("holds pictures, no text")
    TOO_LARGE = "too_large", _("too large to be read")
    TOO_SLOW = "too_slow", _("took too long to be read")
    CRASHED = "crashed", _("its reading failed")
    UNSUPPORTED = "unsupported", _("of a kind that is not read")
    UNSAFE = "unsafe", _("holds a script or loads content from elsewhere")
    INFECTED = "infected", _("was found by the virus check")

    @property
    def advice(self) -> str:
        """What to do about it."""
        return str(ADVICE[self])

    @property
    def blocks(self) -> bool:
        """Whether such a file is of no use, or a danger, to who downloads it."""
        return self in (self.ENCRYPTED, self.DAMAGED, self.UNSAFE, self.INFECTED)


ADVICE = {
    UnreadableReason.ENCRYPTED: _("Save it without a password and attach it anew."),
    UnreadableReason.DAMAGED: _("Save it anew and attach it again."),
    UnreadableReason.NO_TEXT: _("Save it from the program in which it was written, not scanned."),
    UnreadableReason.TOO_LARGE: _("Split it into smaller files, or reduce its pictures."),
    UnreadableReason.TOO_SLOW: _("Split it into smaller files, or save it anew as PDF."),
    UnreadableReason.CRASHED: _("Save it anew, best as PDF, and attach it again."),
    UnreadableReason.UNSUPPORTED: _("Attach it as PDF or HWPX as well."),
    UnreadableReason.UNSAFE: _("Print it anew as PDF, without macros, scripts and remote links."),
    UnreadableReason.INFECTED: _("Check the machine that it comes from, and attach a clean file."),
}


class ScanState(TextChoices):
    """Whether a stored file was looked at by the virus scanner, and what came of it."""

    UNSCANNED = "unscanned", _("not checked, as no scanner was set")
    WAITING = "waiting", _("being checked")
    CLEAN = "clean", _("checked")
    INFECTED = "infected", _("withheld")
    CLEARED = "cleared", _("released by the foundation")
