"""The tax service's public interface for business numbers (국세청 사업자등록 진위확인 및 상태조회).

data.go.kr 15081808, two questions, each one POST. `status` with `{"b_no": [number]}`: `b_stt_cd` is
01 in business, 02 suspended, 03 closed down, and empty of a number that is not registered.
`validate` with `{"businesses": [{"b_no", "start_dt": YYYYMMDD, "p_nm"}]}`: `valid` is 01 where number,
opening day and representative belong together, 02 where they do not.
"""

import json
from collections.abc import Callable
from datetime import date
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from zones.enums import BusinessMatch, BusinessState

LARGEST_ANSWER = 64 * 1024  # bytes; a real one has some 400
STATES = {
    "01": BusinessState.ACTIVE,
    "02": BusinessState.SUSPENDED,
    "03": BusinessState.CLOSED,
    "": BusinessState.UNKNOWN,
}
MATCHES = {"01": BusinessMatch.MATCHES, "02": BusinessMatch.DIFFERS}


class NoAnswer(Exception):
    """The service did not answer in time, or nothing that can be understood: ask again later."""


class KeyRefused(NoAnswer):
    """The service does not know the key, or its quota of the day is used up."""


class _NoRedirects(HTTPRedirectHandler):
    """The key is sent to the address that is set, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def state_of_business(number: str, *, url: str, key: str, seconds: float) -> BusinessState:
    """What the service says of a number of ten digits. Raises NoAnswer, KeyRefused.

    `url` is the address of its version 1; `seconds` the longest that it is waited for, all in all.
    """
    question = {"b_no": [number]}
    body = _asked("status", question, url=url, key=key, seconds=seconds)
    return _said(body, number, "b_stt_cd", STATES)


def match_of_business(
    number: str, opened_on: date, representative: str, *, url: str, key: str, seconds: float
) -> BusinessMatch:
    """Whether the service knows a number with this opening day and representative.

    Raises NoAnswer, KeyRefused. `url` and `seconds` as for `state_of_business`.
    """
    about = {"b_no": number, "start_dt": f"{opened_on:%Y%m%d}", "p_nm": representative}
    body = _asked("validate", {"businesses": [about]}, url=url, key=key, seconds=seconds)
    return _said(body, number, "valid", MATCHES)


def _asked(what: str, question: dict[str, Any], *, url: str, key: str, seconds: float) -> bytes:
    # The key is given out in two ways of writing; as it is sent it is quoted once
    address = f"{url}/{what}?{urlencode({'serviceKey': unquote(key)})}"
    request = Request(
        address,
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    return _within(seconds, lambda: _answer_to(request, seconds))


def _within(seconds: float, ask: Callable[[], bytes]) -> bytes:
    """What is answered in time. The time-outs of sockets are for each read alone, and looking up a
    name has none at all: headers that trickle would be waited for as long as they come.

    Who is given up goes on in a thread of its own, which keeps no process alive.
    """
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # whatever it is, the asker gets it
            answers.put(error)

    Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise NoAnswer("too slow") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _answer_to(request: Request, seconds: float) -> bytes:
    try:
        with build_opener(_NoRedirects).open(request, timeout=seconds) as response:
            return _read_within(response, seconds)
    except HTTPError as refusal:
        with refusal:
            raise _refusal_in(refusal, seconds) from None
    except (OSError, HTTPException) as error:
        raise NoAnswer(type(error).__name__) from None


def _refusal_in(refusal: HTTPError, seconds: float) -> NoAnswer:
    if refusal.code in (401, 403):
        return KeyRefused(refusal.code)
    try:
        code = _code_in(_read_within(refusal, seconds))
    except (OSError, HTTPException, NoAnswer):  # its body comes too slowly, or not whole
        code = None
    return (KeyRefused if code in KEY_CODES else NoAnswer)(refusal.code)


def _read_within(response: Any, seconds: float) -> bytes:
    """The whole answer; a service that sends it byte by byte is as good as silent."""
    end, body = monotonic() + seconds, b""
    while piece := response.read1(LARGEST_ANSWER):
        body += piece
        if monotonic() > end or len(body) > LARGEST_ANSWER:
            raise NoAnswer("too slow or too long")
    return body


# "등록되지 않은 인증키", "유효하지 않은 인증키", and a key whose calls of the day are used up
KEY_CODES = (-4, -401, -10)


def _code_in(body: bytes) -> int | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found.get("code") if isinstance(found, dict) else None


def _said(body: bytes, number: str, name: str, meanings: dict[str, Any]) -> Any:
    """What the answer says under a name of this number."""
    if _code_in(body) in KEY_CODES:
        raise KeyRefused(_code_in(body))
    try:
        (row,) = json.loads(body)["data"]
        if row["b_no"] != number:
            raise NoAnswer("another number")
        return meanings[row[name]]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswer("not understood") from None
