"""A virus scanner that speaks the protocol of ClamAV's clamd (INSTREAM), on a socket.

Forty lines of our own: the library `clamd` is of 2014, and `clamav-client` wraps it.
"""

import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

PIECE = 64 * 1024
MOST_ANSWER_BYTES = 4096
CONNECT_SECONDS = 3
PING = b"zPING\0"
COMMAND, END = b"zINSTREAM\0", struct.pack(">L", 0)
CLEAN = re.compile(r"stream: OK")
INFECTED = re.compile(r"stream: (?P<finding>.+) FOUND")
LONGEST_FINDING = 200


class ScannerUnavailable(Exception):
    """No scanner answers at the address: it is worth trying again later."""


class ScanFailed(ScannerUnavailable):
    """It gave no verdict about this file: too large for it, cut off, too slow, an unknown answer."""


def scan(file: IO[bytes], *, address: str, seconds: float) -> str:
    """What the scanner finds in a file: its name for it, empty where it finds nothing.

    `address` is "host:port" or the path of a Unix socket. Blocks for `seconds` at the most, and
    three more to connect. Only the scanner's plain OK counts as clean.
    Raises ScannerUnavailable, ScanFailed.
    """
    with _connected(address) as channel:
        end = time.monotonic() + seconds
        try:
            answer = _asked(channel, file, end)
        except OSError as error:
            raise ScanFailed(str(error)) from error
    if CLEAN.fullmatch(answer):
        return ""
    if found := INFECTED.fullmatch(answer):
        return found["finding"][:LONGEST_FINDING]
    raise ScanFailed(answer or "cut off")


def answers(address: str) -> bool:
    """Whether a scanner takes connections there, and says PONG."""
    try:
        with _connected(address) as channel:
            channel.sendall(PING)
            return channel.recv(MOST_ANSWER_BYTES).startswith(b"PONG")
    except (OSError, ScannerUnavailable):
        return False


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    try:
        channel = _channel_to(address)
    except (OSError, ValueError) as error:
        raise ScannerUnavailable(str(error)) from error
    with channel:
        yield channel


def _channel_to(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
    channel = socket.socket(socket.AF_UNIX)
    try:
        channel.settimeout(CONNECT_SECONDS)
        channel.connect(address)
    except OSError:
        channel.close()
        raise
    return channel


def _asked(channel: socket.socket, file: IO[bytes], end: float) -> str:
    """Its answer, until it closes or ends it. A scanner that has had enough answers at once."""
    try:
        _within(channel, end).sendall(COMMAND)
        while piece := file.read(PIECE):
            _within(channel, end).sendall(struct.pack(">L", len(piece)) + piece)
        _within(channel, end).sendall(END)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it may have said why before it closed
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < MOST_ANSWER_BYTES:
        piece = _within(channel, end).recv(MOST_ANSWER_BYTES)
        if not piece:
            return ""
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _within(channel: socket.socket, end: float) -> socket.socket:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    channel.settimeout(left)
    return channel
