"""What a scanner says, and what is made of it: only its plain OK is clean."""

import io

import pytest

from programs.scanner import PIECE, ScanFailed, ScannerUnavailable, answers, scan
from tests.clamd import EICAR, address_of_nobody, deaf, fake_clamd, limited, says, silent


def found(content: bytes, address: str, *, seconds: float = 20) -> str:
    return scan(io.BytesIO(content), address=address, seconds=seconds)


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 5 * PIECE])
def test_clean(size):
    content = bytes(size)
    with fake_clamd() as clamd:
        assert found(content, clamd.address) == ""

    assert clamd.scanned == [content]


def test_infected():
    with fake_clamd() as clamd:
        assert found(bytes(PIECE) + EICAR, clamd.address) == "Eicar-Test-Signature"


def test_on_a_unix_socket(tmp_path):
    with fake_clamd(path=str(tmp_path / "clamd.ctl")) as clamd:
        assert found(EICAR, clamd.address) == "Eicar-Test-Signature"


def test_a_name_of_any_length_is_kept_in_part():
    with fake_clamd(says(b"stream: " + b"x" * 1000 + b" FOUND\0")) as clamd:
        assert found(b"x", clamd.address) == "x" * 200


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: OK",  # cut off
        b"stream: OK FOUND?\0",
        b"OK\0",
        b"stream: \0",
        b"stream: not OK\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
        b"\xff\xfe\0",
        b"stream: OK\nstream: Eicar FOUND\0",
        b"x" * 100_000,
    ],
)
def test_any_other_answer_is_no_verdict(answer):
    with fake_clamd(says(answer)) as clamd, pytest.raises(ScanFailed):
        found(b"x", clamd.address)


def test_a_file_beyond_the_limit_of_the_scanner_is_not_clean():
    with fake_clamd(limited(PIECE)) as clamd:
        assert found(bytes(PIECE), clamd.address) == ""
        with pytest.raises(ScanFailed):
            found(bytes(200 * PIECE), clamd.address)


def test_a_scanner_that_hangs_up_is_no_verdict():
    with fake_clamd(deaf) as clamd, pytest.raises(ScanFailed):
        found(bytes(200 * PIECE), clamd.address)


def test_a_scanner_that_never_answers_is_given_up():
    with fake_clamd(silent) as clamd, pytest.raises(ScanFailed):
        found(b"x", clamd.address, seconds=0.2)


@pytest.mark.parametrize("address", ["", "nowhere", "localhost:x", "/nowhere/clamd.ctl", "[::1]:1"])
def test_where_nobody_listens(address):
    with pytest.raises(ScannerUnavailable):
        found(b"x", address)

    assert not answers(address)


def test_it_is_asked_whether_it_is_there():
    nobody = address_of_nobody()
    with fake_clamd() as clamd:
        assert (answers(clamd.address), answers(nobody)) == (True, False)
