"""On no page of the journey stands a word of the portal in the language that its reader did not choose.

Content is what people wrote, in the language that they wrote it in; words of the portal are those of
the catalogue, and in Korean whatever has no Hangul and is no name, number, address or code.
"""

import re
from collections.abc import Iterator
from functools import cache

import lxml.html
import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.models import User
from script import catalogue
from tests.e2e.conftest import SIGN_IN
from tests.e2e.stage import API_DOCS, PEOPLE

HANGUL = re.compile("[가-힣]")
WORD = re.compile(r"[A-Za-z]{3,}")
READ_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label")
# Written so in Korean too: files, addresses, digests, codes of calls and receipts, kinds of files
SAME_IN_KOREAN = re.compile(
    r"\S+@\S+|https?://\S*|[\w-]+\.(?:pdf|webp|png|jpg|xlsx|csv|hwpx)|\b[0-9a-f]{32,}\b"
    r"|\b(?:EXAMPLE|[A-Z0-9]{10})\b[A-Z0-9-]*|\b(?:example|2020)-[a-z0-9-]+|\b[A-Z0-9]{10}\b"
    r"|SHA-256|\b(?:PDF|CSV|JSON|XLSX|TRL|API|ICS)\b|\bKB\b"
)
# Korean words of the catalogue that the stage also has as content: parts of a made-up call, a search
ALSO_CONTENT = {"지원내용", "특구", "예시"}


@pytest.mark.parametrize("email", PEOPLE)
def test_pages_speak_the_chosen_language_only(stage, email):
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email), backend=SIGN_IN)
    foreign = []
    for language, is_foreign in (("ko", is_english), ("en", is_korean_of_the_portal)):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for path in stage.pages[email]:
            response = client.get(path, follow=True)
            if path != API_DOCS:
                page = lxml.html.fromstring(response.content.decode())
                foreign += [
                    f"{path} in {language}: {text}"
                    for text in texts_of(page, language)
                    if is_foreign(text)
                ]
    assert not foreign, "\n".join(sorted(set(foreign)))


def texts_of(page: lxml.html.HtmlElement, language: str) -> Iterator[str]:
    """What is read or heard of a page, but what says that it is in another language."""
    for text, of in all_texts(page, page.get("lang")):
        if of == language and (text := " ".join((text or "").split())):
            yield text


def all_texts(
    element: lxml.html.HtmlElement, language: str | None
) -> Iterator[tuple[str | None, str | None]]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "textarea"):
        return
    language = element.get("lang") or language
    for name in READ_ATTRIBUTES:
        yield element.get(name), language
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        yield element.get("value"), language
    yield element.text, language
    for child in element:
        yield from all_texts(child, language)
        yield child.tail, language


def is_english(text: str) -> bool:
    return not HANGUL.search(text) and bool(WORD.search(SAME_IN_KOREAN.sub("", text)))


@cache
def is_korean_of_the_portal(text: str) -> bool:
    if not HANGUL.search(text) or text in ALSO_CONTENT:
        return False
    return any(pattern.fullmatch(text) for pattern in KOREAN_MESSAGES)


def korean_messages() -> list[re.Pattern[str]]:
    """Each translation of the catalogue, with anything at the places of its parts."""
    patterns = []
    for message in catalogue.read(catalogue.OURS):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            plain = " ".join(re.sub(r"<[^>]*>", " ", text or "").split())
            if message.id and len(HANGUL.findall(plain)) > 1:
                parts = re.split(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", plain)
                patterns.append(re.compile(".+?".join(re.escape(part) for part in parts)))
    return patterns


KOREAN_MESSAGES = korean_messages()


def test_what_is_in_the_wrong_language_would_be_found():
    page = lxml.html.fromstring(
        '<html lang="ko"><p title="Close it">저장 <b>Save now</b> <i lang="en">English</i></p>'
    )
    texts = list(texts_of(page, "ko"))

    assert [text for text in texts if is_english(text)] == ["Close it", "Save now"]
    assert is_korean_of_the_portal("사업공고")
    assert not is_korean_of_the_portal("예시테크 주식회사")
    assert not is_english("company@example.kr · plan.pdf, 10.2 KB")
