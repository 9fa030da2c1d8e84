"""Why a file cannot be read, and with which status the reading process says so."""

import signal

REASONS = (
    "encrypted",
    "damaged",
    "no_text",
    "too_large",
    "too_slow",
    "crashed",
    "unsupported",
    "unsafe",
)
STATUSES = {reason: 80 + number for number, reason in enumerate(REASONS)}
EXITS = {status: reason for reason, status in STATUSES.items()} | {-signal.SIGXCPU: "too_slow"}


class Unreadable(Exception):
    """The text of a file cannot be had; `reason` is a value of UnreadableReason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
