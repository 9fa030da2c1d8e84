import os
import shutil
import socket
import subprocess
import venv
from pathlib import Path

import pytest

from portal import postgres
from script import launch, serve

CHECKOUT = Path(serve.__file__).parent.parent


def script_server(**environment):
    return subprocess.run(
        [CHECKOUT / "script" / "server"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_server_refuses_a_taken_port_before_it_starts_anything():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = script_server(PORT=str(port))

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"\nCannot listen on 127.0.0.1:{port}: Address already in use.")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_server_refuses_a_port_that_is_none(port):
    result = script_server(PORT=port)

    assert result.returncode == 1
    assert result.stderr.strip() == f"PORT is {port!r}, but must be a number from 1 to 65535."


def test_a_worker_that_keeps_failing_is_started_ever_more_slowly(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(serve.time, "monotonic", lambda: now)
    service = serve.Service("job worker", ["false"])
    service.start()
    pauses = []

    for _ in range(8):
        service.process.wait()
        service.start_again_if_ended()
        pauses.append(service.pause)
        now += service.pause
        service.start_again_if_ended()
    service.process.wait()

    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_a_service_that_does_not_stop_is_killed(capfd):
    stubborn = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
    service = serve.Service("job worker", ["sh", "-c", stubborn])
    service.start(stdout=subprocess.PIPE)
    with service.process.stdout as said:
        said.readline()
        service.ask_to_stop()

        service.wait_or_kill(0.3)

    assert service.status == -9
    assert capfd.readouterr().err.startswith("The job worker did not stop in ")


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """An own .venv without packages, and a record of what pip is asked for."""
    monkeypatch.setattr(launch, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(launch, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    venv.create(tmp_path / ".venv", symlinks=True)
    monkeypatch.setattr(launch, "venv_is_whole", lambda: True)
    (tmp_path / "base.txt").write_text("django\n")
    (tmp_path / "dev.txt").write_text("-r base.txt\npytest\n")
    return tmp_path


def test_requirements_are_installed_again_only_when_they_changed(environment, monkeypatch):
    installed = []
    monkeypatch.setattr(
        launch.subprocess, "run", lambda command, check: installed.append(command[-1].name)
    )

    for name in ("dev.txt", "dev.txt", "base.txt"):
        launch.install(environment / name)
    (environment / "base.txt").write_text("django==5.2\n")
    launch.install(environment / "dev.txt")

    assert installed == ["dev.txt", "dev.txt"]


def test_an_interrupted_installation_is_repeated(environment, monkeypatch):
    def fail(command, check):
        raise subprocess.CalledProcessError(1, command)

    launch.stamp_of(environment / "base.txt").write_text("older")
    monkeypatch.setattr(launch.subprocess, "run", fail)

    with pytest.raises(subprocess.CalledProcessError):
        launch.install(environment / "base.txt")

    assert list(launch.VENV.glob("*.stamp")) == []


def test_launch_refuses_an_old_python_in_words(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "script").mkdir()
    for name in ("server", "launch.sh"):
        (tmp_path / "script" / name).write_bytes((CHECKOUT / "script" / name).read_bytes())
    (tmp_path / "bin").mkdir()
    for tool in ("dirname", "bash"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))

    result = subprocess.run(
        [tmp_path / "bin" / "bash", tmp_path / "script" / "server"],
        env={"PATH": f"{tmp_path}:{tmp_path}/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.startswith("The portal needs Python 3.11 or newer")


def test_private_database_is_served_as_a_role_that_owns_nothing(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    served = postgres.cluster_url(role=postgres.APPLICATION_ROLE)

    database = serve.Database()

    assert served.startswith("postgresql://portal_app@")
    assert database.of_web() == {"SERVED_DATABASE_URL": served}
    assert database.of_worker() == {"DATABASE_URL": served}


def test_own_database_is_migrated_as_its_owner_where_one_is_named(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal_app@db/portal")

    assert serve.Database().of_web() == {}

    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://portal@db/portal")
    assert serve.Database().of_web() == {
        "DATABASE_URL": "postgresql://portal@db/portal",
        "SERVED_DATABASE_URL": "postgresql://portal_app@db/portal",
    }
    assert serve.Database().of_worker() == {"DATABASE_URL": "postgresql://portal_app@db/portal"}
