"""Why no picture can be made of a file, and with which status the making process says so."""

import signal

REASONS = ("damaged", "animated", "too_large", "too_slow", "crashed")
STATUSES = {reason: 80 + number for number, reason in enumerate(REASONS)}
EXITS = {status: reason for reason, status in STATUSES.items()} | {-signal.SIGXCPU: "too_slow"}


class Unusable(Exception):
    """No picture can be made of a file; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
