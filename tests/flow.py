"""The way of an applicant from the page of a call to the receipt, and what it asks the database."""

import functools
import re
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
# The mail is queued by a function of the database
WRITING = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM) "|procrastinate_defer')


def hidden_fields(page: str) -> dict[str, str]:
    return dict(HIDDEN.findall(page[page.index("<main") :]))


def statements_of_a_flow(session: str, code: str, application: int) -> dict[str, tuple[int, int]]:
    """By the steps of the flow, in this process: all statements but BEGIN and COMMIT, and those that
    write.

    `session` is that of somebody whose complete draft `application` is, in the call `code`. The
    first flow of a process also pays what Django looks up once.
    """
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    base = f"/applications/{application}"
    counts = {}

    def counted(step: str, ask: Callable):
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        sql = [query["sql"] for query in queries if query["sql"] not in ("BEGIN", "COMMIT")]
        counts[step] = len(sql), sum(bool(WRITING.search(text)) for text in sql)
        return answer

    counted("call", lambda: client.get(f"/calls/{code}/"))
    page = counted("form", lambda: client.get(f"{base}/sections/head/")).content.decode()
    typed = hidden_fields(page) | {
        "title": "의료기기 실증 사업화 과제",
        "requested_won": "90,000,000",
    }
    headers = {"Accept": "application/json"}
    save = functools.partial(client.post, f"{base}/sections/head/", typed, headers=headers)
    counted("save", save)
    response = counted("submit", lambda: client.post(f"{base}/submit/"))
    counted("receipt", functools.partial(client.get, response.headers["Location"]))
    return counts
