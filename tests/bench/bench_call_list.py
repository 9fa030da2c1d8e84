"""How long the server needs for the public list of calls, its counts and its feeds.

    .venv/bin/python tests/bench/bench_call_list.py [calls …]

Fills a scratch database (dropped again) with as many published calls as it is told (10,000 if
nothing is said), each with two attachments that hold a page of Korean text, asks for each page many
times in this process, and prints the median and the best time in milliseconds, the processor time
of this process, the statements, and how often the bare view fits into it.
"""

import hashlib
import os
import random
import sys
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from pgtrigger import ignore  # noqa: E402

from programs.enums import CallState, ReadingState  # noqa: E402
from programs.models import Attachment, Call, CallZone  # noqa: E402
from tests.bench.bench_admin_list import BARE, statements, times_ms  # noqa: E402
from tests.factories.accounts import FoundationUserFactory, UserFactory  # noqa: E402
from tests.factories.programs import ProgramFactory  # noqa: E402
from tests.factories.zones import AgencyFactory, ZoneFactory  # noqa: E402
from zones.enums import ApplicantKind, Stage  # noqa: E402

FILES = 2
BATCH = 500
YEARS = range(2016, 2027)
ZONES = (
    "김해 포항 창원 진주 안산 청주 구미 나주 군산 천안 울주 홍릉 인천 춘천 전주 대덕 광주 대구 부산"
).split()
SUBJECTS = (
    "참여기업 주관기관 연구소기업 첨단기술기업 기술핵심기관 예비창업자 전문기관 신청기업 수행기관"
).split()
OBJECTS = (
    "의생명 의료기기 수소에너지 항공우주 스마트그리드 이차전지 반도체 인공지능 양자소재 세라믹 "
    "바이오헬스 친환경자동차 로봇 해양플랜트 나노소재 농생명 지능형기계 디지털트윈 강소연구개발특구"
).split()
DOINGS = (
    "사업화를 추진한다 실증을 지원한다 시제품을 제작한다 인증을 취득한다 특허를 출원한다 "
    "투자를 유치한다 판로를 개척한다 기술이전을 협의한다 사업계획서를 제출한다 협약을 체결한다 "
    "평가위원회를 개최한다 현장실태를 조사한다 사업비를 정산한다 성과를 보고한다"
).split("다 ")
PLACES = "특구 지역 국내 해외 현장 온라인 연구소 캠퍼스 시험장 지원센터".split()
RARE = "플라즈마건조"  # in one attachment of a thousand


def sentence(chance: random.Random, theme: list[str]) -> str:
    return (
        f"{chance.choice(SUBJECTS)}은 {chance.choice(PLACES)}에서 {chance.choice(theme)} "
        f"분야의 {chance.choice(DOINGS)}다 {chance.randint(1, 999)}백만원."
    )


def text_of(sentences: int, *, chance: random.Random, theme: list[str]) -> str:
    """So many sentences about the theme of a call; 40 of them are a page of an announcement."""
    return " ".join(sentence(chance, theme) for _number in range(sentences))


def theme_of(call: Call) -> list[str]:
    """Three of the fields that calls are about, each call its own."""
    return random.Random(call.code).sample(OBJECTS, 3)


def new_call(number: int, *, chance, programs, agencies, owner, approver) -> Call:
    now = timezone.now()
    opens_at = now + timedelta(days=chance.uniform(-3600, 20))
    call = Call(
        program=chance.choice(programs),
        agency=chance.choice(agencies),
        code=f"bench-{number:06d}",
        stage=chance.choice(Stage.values),
        applicant_kinds=chance.sample(ApplicantKind.values, chance.randint(1, 3)),
        support_period="협약일부터 10개월",
        procedure="요건검토, 서면평가, 발표평가",
        contact_name="예시 담당",
        contact_phone="055-000-0000",
        published_at=opens_at - timedelta(days=30),
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=chance.randint(20, 60)),
        state=CallState.APPROVED,
        created_by=owner,
        submitted_at=now,
        submitted_by=owner,
        approved_at=now,
        approved_by=approver,
    )
    words = {"chance": chance, "theme": theme_of(call)}
    call.title_ko = f"{words['theme'][0]} 분야 특구 육성사업 {number}차 공고"
    call.summary_ko, call.purpose = text_of(1, **words), text_of(1, **words)
    call.support, call.eligibility = text_of(4, **words), text_of(4, **words)
    return call


def new_attachment(call: Call, place: int, *, chance, owner) -> Attachment:
    text = text_of(40, chance=chance, theme=theme_of(call))
    if chance.random() < 0.001:
        text += f" {RARE} 공정"
    return Attachment(
        call=call,
        position=place,
        label_ko="공고문" if place == 1 else "신청서 서식",
        file=f"calls/{call.pk}/{place}",
        name=f"붙임{place}.hwpx",
        content_type="application/hwp+zip",
        size=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        uploaded_by=owner,
        reading_state=ReadingState.READ,
        text=text,
    )


def fill(calls: int) -> None:
    """`calls` published calls of ten years, some of them open, with two attachments each."""
    chance = random.Random(20_200_304)
    zones = [ZoneFactory(slug=f"z{n}", name_ko=name) for n, name in enumerate(ZONES)]
    agencies = [AgencyFactory(zone=zones[n % len(zones)]) for n in range(40)]
    programs = [ProgramFactory(slug=f"{year}", year=year) for year in YEARS]
    people = {"owner": UserFactory(), "approver": FoundationUserFactory()}
    for start in range(0, calls, BATCH):
        rows = Call.objects.bulk_create(
            new_call(start + n, chance=chance, programs=programs, agencies=agencies, **people)
            for n in range(min(BATCH, calls - start))
        )
        CallZone.objects.bulk_create(
            CallZone(call=call, zone=zone)
            for call in rows
            for zone in {call.agency.zone, chance.choice(zones)}
        )
        Attachment.objects.bulk_create(
            new_attachment(call, place, chance=chance, owner=people["owner"])
            for call in rows
            for place in range(1, FILES + 1)
        )


def pages() -> list[tuple[str, str]]:
    page, feed = reverse("programs:call-list"), reverse("programs:call-feed")
    return [
        ("first page", page),
        ("page 400", f"{page}?page=400"),
        ("compact table", f"{page}?view=table"),
        ("zone", f"{page}?zone=z0"),
        ("stage", f"{page}?stage=growth"),
        ("status", f"{page}?status=open"),
        ("agency", f"{page}?agency={AgencyFactory._meta.model.objects.first().slug}"),
        ("applicant", f"{page}?applicant=founder"),
        ("year", f"{page}?year=2020"),
        ("closes before", f"{page}?closes_before=2020-12-31"),
        ("all filters", f"{page}?zone=z0&stage=growth&status=closed&applicant=company&q=의료"),
        ("search 2 syllables", f"{page}?q=로봇"),
        ("search 4 syllables", f"{page}?q=의료기기"),
        ("search in all calls", f"{page}?q=특구"),
        ("search rare", f"{page}?q={RARE}"),
        ("search nothing", f"{page}?q=없는낱말"),
        ("search three words", f"{page}?q=김해 로봇 특허"),
        ("calendar of a month", reverse("programs:call-month")),
        ("feed, first", feed),
        ("feed, filtered", f"{feed}?zone=z0&q=로봇"),
        ("calendar file, first", reverse("programs:call-calendar")),
        ("API", "/api/v1/calls/?q=의료기기"),
    ]


def show(name: str, client: Client, path: str, bare: float, *, status: int = 200) -> None:
    ms, best, processor = times_ms(client, path, status=status)
    count = statements(client, path)
    print(
        f"  {name:24} {ms:7.2f} ms  {best:7.2f} at best {processor:7.2f} here  {count:2} statements"
        f"  ×{ms / bare:.1f}",
        flush=True,
    )


def measure(calls: int) -> None:
    with ignore("programs.Attachment:frozen_with_call", "programs.CallZone:frozen_with_call"):
        fill(calls)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client()
    bare, best, _processor = times_ms(client, BARE)
    print(f"{calls:,} calls, {Attachment.objects.count():,} attachments; ", end="")
    print(f"bare view {bare:.2f} ms, at best {best:.2f} ms")
    for name, path in pages():
        show(name, client, path, bare)
    for name in ("call-feed", "call-calendar"):
        path = reverse(f"programs:{name}")
        known = Client(headers={"If-None-Match": client.get(path)["ETag"]})
        show(f"{name}, repeated", known, path, bare, status=304)


def main() -> None:
    """Outside Django's test environment, which copies the context of every template for a test."""
    for calls in [int(text) for text in sys.argv[1:]] or [10_000]:
        name = connection.settings_dict["NAME"]
        connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{name}"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(
                ALLOWED_HOSTS=["testserver"],
                STATIC_ROOT=Path(__file__).parent,
                STORAGES={
                    **settings.STORAGES,
                    "staticfiles": {
                        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
                    },
                },
            ):
                measure(calls)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
