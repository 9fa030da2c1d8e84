"""Keeps .venv as a requirements file says, then becomes a module that runs in it."""

import contextlib
import fcntl
import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"


def main() -> None:
    requirements, module, *arguments = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with one_at_a_time():
            install(CHECKOUT / requirements)
    except subprocess.CalledProcessError:
        sys.exit(f"{requirements} could not be installed into .venv: see above.")
    except KeyboardInterrupt:
        sys.exit(130)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])


def install(requirements: Path) -> None:
    """Install unless the stamp tells that the same was installed; the stamp is written last."""
    stamp = stamp_of(requirements)
    is_whole = venv_is_whole()
    if is_whole and stamp.exists() and stamp.read_text() == digest_of(requirements):
        return
    if not is_whole:
        make_venv()
    say(f"Installing {requirements.name} into .venv ...")
    for outdated in VENV.glob("*.stamp"):
        outdated.unlink()
    pip = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-r", requirements], check=True)
    for installed in [*included_by(requirements), requirements]:
        stamp_of(installed).write_text(digest_of(installed))


def stamp_of(requirements: Path) -> Path:
    return VENV / f"{requirements.stem}.stamp"


def digest_of(requirements: Path) -> str:
    """The hash of a requirements file and of those that it includes."""
    digest = hashlib.sha256()
    for path in [requirements, *included_by(requirements)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def included_by(requirements: Path) -> list[Path]:
    names = re.findall(r"^-r\s+(\S+)", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    return [requirements.with_name(name) for name in names]


def venv_is_whole() -> bool:
    """False also for one whose making was interrupted, or whose Python has been removed."""
    with contextlib.suppress(OSError):
        asked = [PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    return False


def make_venv() -> None:
    say("Making the virtual environment .venv ...")
    base_python = getattr(sys, "_base_executable", sys.executable)
    try:
        subprocess.run([base_python, "-m", "venv", "--clear", VENV], check=True)
    except subprocess.CalledProcessError:
        say("On Debian and Ubuntu: apt install python3-venv")
        raise


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep script/server and script/test from installing into one environment together."""
    folder = CHECKOUT / "var"
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        # Whatever the umask: the account of the private database must get through to its data
        folder.chmod(0o755)
    with open(folder / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
