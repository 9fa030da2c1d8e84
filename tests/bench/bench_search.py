"""How long the search over everything takes, beside one look-up of a row by its key.

    .venv/bin/python tests/bench/bench_search.py [calls …]

Fills a scratch database (dropped again) as bench_call_list.py does, with 5,000 calls if nothing is
said, asks for each page many times in this process, and prints the median and the best time in
milliseconds, the statements, and how many searches are answered in the time of one key look-up: in a
bare Django view (no middleware, JSON of one row) and on the portal's own middleware. The aim is 0.25.
"""

import sys
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import bench_call_list as catalogue  # noqa: E402  # isort: skip

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import path as route  # noqa: E402
from django.urls import reverse  # noqa: E402
from pgtrigger import ignore  # noqa: E402

from programs.actions.search_words import renew_search_words  # noqa: E402
from programs.models import Call, SearchWord  # noqa: E402
from tests.bench.bench_admin_list import statements, times_ms  # noqa: E402

AIM = 0.25


def look_up(request: HttpRequest, pk: int) -> JsonResponse:
    """The least that a view with a database does: one row by its key."""
    return JsonResponse(Call.objects.values("code", "title_ko").get(pk=pk))


urlpatterns = [route("bare/<int:pk>/", look_up)]


def looked_up(pk: int, middleware: list[str]) -> float:
    """The median of a key look-up in milliseconds."""
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=middleware):
        median, _best, _processor = times_ms(Client(), f"/bare/{pk}/")
    return median


def searches() -> list[tuple[str, str]]:
    page = reverse("search")
    return [
        ("two syllables", f"{page}?q={quote('로봇')}"),
        ("four syllables", f"{page}?q={quote('의료기기')}"),
        ("in all calls", f"{page}?q={quote('특구')}"),
        ("in all calls, page 100", f"{page}?q={quote('특구')}&kind=calls&page=100"),
        ("rare", f"{page}?q={quote(catalogue.RARE)}"),
        ("three words", f"{page}?q={quote('김해 로봇 특허')}"),
        ("one wrong letter", f"{page}?q={quote('디지탈트윈')}"),
        ("other keyboard", f"{page}?q=elwlxjfxmdnls"),
        ("nothing", f"{page}?q={quote('없는낱말')}"),
    ]


def measure(calls: int) -> None:
    with ignore("programs.Attachment:frozen_with_call", "programs.CallZone:frozen_with_call"):
        catalogue.fill(calls)
    renew_search_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    pk = Call.objects.values_list("pk", flat=True)[calls // 2]
    bare, same = looked_up(pk, []), looked_up(pk, settings.MIDDLEWARE)
    print(f"{calls:,} calls, {SearchWord.objects.count():,} words; one key look-up ", end="")
    print(f"{bare:.2f} ms bare, {same:.2f} ms with the portal's middleware; aim {AIM}")
    client = Client()
    for name, path in searches():
        ms, best, _processor = times_ms(client, path)
        print(
            f"  {name:24} {ms:7.2f} ms  {best:7.2f} at best  {statements(client, path):2} statements"
            f"  {bare / ms:5.2f} of bare  {same / ms:5.2f} of the portal's",
            flush=True,
        )


if __name__ == "__main__":
    catalogue.main(measure, 5_000)
