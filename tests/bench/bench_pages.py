"""How many visitors a second the public pages serve, beside a bare Django view of 30 kB.

    .venv/bin/python tests/bench/bench_pages.py [requests]

Asks the database that DATABASE_URL names, which is only read and should hold the demonstration
(`manage.py load_demo`). Bare view and portal run one after the other on the same kind of server (two
workers, two threads), eight at once on lines that stay open, with the headers of a browser. Prints
requests per second, the processor time of the workers for each, and their ratios to the bare view;
ends with 1 where a page of the portal has less than LEAST_RATIO of its pace.
"""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from programs.models import Call  # noqa: E402
from tests.bench.server import free_port, processor_seconds, web_server  # noqa: E402
from tests.races import database_url  # noqa: E402
from zones.models import Zone  # noqa: E402

AT_ONCE = 8
LEAST_RATIO = 0.4


@dataclass(frozen=True)
class Pace:
    per_second: float
    processor_ms: float
    size: int  # bytes of an answer, as they go over the line


def asked(port: int, path: str, times: int) -> int:
    """Ask on one line, each time when the answer is there; the size of the last one."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, br\r\n\r\n"
    size = 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for _turn in range(times):
            line.sendall(request.encode())
            size = received(line)
    return size


def received(line: socket.socket) -> int:
    read = b""
    while b"\r\n\r\n" not in read:
        read += some(line)
    head, _, body = read.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    named = dict(part.lower().split(b": ", 1) for part in head.split(b"\r\n")[1:])
    size = int(named[b"content-length"])
    left = size - len(body)
    while left > 0:
        left -= len(some(line))
    return size


def some(line: socket.socket) -> bytes:
    read = line.recv(65536)
    if not read:
        raise ConnectionError("the server closed the line")
    return read


def measured(server: subprocess.Popen, port: int, path: str, requests: int) -> Pace:
    each = requests // AT_ONCE
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _line: asked(port, path, 5), range(AT_ONCE)))  # what is built once
        used, began = processor_seconds(server), time.monotonic()
        sizes = list(pool.map(lambda _line: asked(port, path, each), range(AT_ONCE)))
        seconds = time.monotonic() - began
        used = processor_seconds(server) - used
    return Pace(AT_ONCE * each / seconds, 1000 * used / (AT_ONCE * each), sizes[0])


def show(name: str, pace: Pace, bare: Pace) -> float:
    ratio = pace.per_second / bare.per_second
    print(
        f"  {name:28} {pace.per_second:7.0f}/s  ratio {ratio:4.2f}  {pace.processor_ms:6.2f} ms of"
        f" processor, ratio {bare.processor_ms / pace.processor_ms:4.2f}  {pace.size:6} bytes",
        flush=True,
    )
    return ratio


def main() -> int:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    url = database_url()
    call, zone = Call.objects.published().earliest("pk"), Zone.objects.earliest("pk")
    pages = ["/", "/calls/", call.get_absolute_url(), zone.get_absolute_url()]
    port = free_port()
    layout = {"DATABASE_URL": url, "BARE": "startproject"}
    with web_server("tests.bench.bare", port=port, **layout) as server:
        laid_out = measured(server, port, "/page/", requests)
    port = free_port()
    with web_server("tests.bench.bare", port=port, DATABASE_URL=url) as server:
        bare = measured(server, port, "/page/", requests)
    show("bare view, nothing around it", bare, bare)
    show("bare view in a startproject", laid_out, bare)
    port = free_port()
    served = {"DATABASE_URL": url, "ALLOWED_HOSTS": "127.0.0.1"}
    with web_server("script.web", port=port, **served) as server:
        ratios = [show(path, measured(server, port, path, requests), bare) for path in pages]
    return int(min(ratios) < LEAST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
