"""A scanner on loopback that speaks clamd's protocol, as it should and as it should not."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# In two pieces: this file must not be taken for one itself
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"


@dataclass
class Clamd:
    """`address` as the setting takes it; `scanned` are the contents that came."""

    address: str
    scanned: list[bytes] = field(default_factory=list)


def verdict(content: bytes) -> bytes:
    return FOUND if EICAR in content else CLEAN


def received(channel: socket.socket, *, most: int | None = None) -> bytes | None:
    """What a scanner is sent; None once it is more than `most` bytes, and for a PING."""
    file = channel.makefile("rb")
    command = b""
    while not command.endswith(b"\0"):
        if not (letter := file.read(1)):
            return None
        command += letter
    if command == b"zPING\0":
        channel.sendall(b"PONG\0")
        return None
    assert command == b"zINSTREAM\0"
    content = b""
    while header := file.read(4):
        (length,) = struct.unpack(">L", header)
        if length == 0:
            return content
        content += file.read(length)
        if most is not None and len(content) > most:
            channel.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return None
    return None


def honest(channel: socket.socket, clamd: Clamd) -> None:
    if (content := received(channel)) is not None:
        clamd.scanned.append(content)
        channel.sendall(verdict(content))


def says(answer: bytes) -> Callable[[socket.socket, Clamd], None]:
    """Whatever comes."""

    def answers(channel: socket.socket, clamd: Clamd) -> None:
        if received(channel) is not None and answer:
            channel.sendall(answer)

    return answers


def limited(most: int) -> Callable[[socket.socket, Clamd], None]:
    """Takes no stream of more bytes."""

    def answers(channel: socket.socket, clamd: Clamd) -> None:
        if (content := received(channel, most=most)) is not None:
            channel.sendall(verdict(content))

    return answers


def silent(channel: socket.socket, clamd: Clamd) -> None:
    """Takes all and never answers; until the other side gives up."""
    received(channel)
    channel.recv(1)


def deaf(channel: socket.socket, clamd: Clamd) -> None:
    """Closes before it has heard anything."""


@contextmanager
def fake_clamd(
    answer: Callable[[socket.socket, Clamd], None] = honest, *, path: str = ""
) -> Iterator[Clamd]:
    """Listens on loopback, or on the Unix socket at `path`, until the block ends."""
    if path:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen()
    else:
        listener = socket.create_server(("127.0.0.1", 0))
    clamd = Clamd(path or f"127.0.0.1:{listener.getsockname()[1]}")
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            channel, _who = listener.accept()
            with channel:
                if not stopped.is_set():
                    answer(channel, clamd)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        stopped.set()
        kind, where = (socket.AF_UNIX, path) if path else (socket.AF_INET, listener.getsockname())
        with socket.socket(kind) as last:
            last.connect(where)
        thread.join(10)
        listener.close()


def address_of_nobody() -> str:
    """Where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"
