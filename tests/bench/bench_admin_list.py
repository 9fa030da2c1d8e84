"""How long the server needs for the list of applications in the admin, beside a bare view.

    .venv/bin/python tests/bench/bench_admin_list.py [rows …]

Fills a scratch database (dropped again) with as many received applications of closed calls as it is
told (5,000 if nothing is said), signs in somebody whom conflicts keep from fifty of them, asks for
each page many times in this process, and prints the median and the best time in milliseconds, the
processor time of this process, the statements, and how often the bare view fits into it.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from portal.accounts.models import User  # noqa: E402
from programs.enums import (  # noqa: E402
    ApplicationState,
    AssignmentState,
    ConflictGround,
    ConflictSource,
)
from programs.models import (  # noqa: E402
    Application,
    Assignment,
    Conflict,
    Handling,
    PanelMember,
    PanelPlace,
)
from tests.factories.accounts import FoundationUserFactory, UserFactory  # noqa: E402
from tests.factories.programs import PanelFactory, ReviewerFactory, close, open_call  # noqa: E402
from tests.factories.zones import business_number  # noqa: E402
from zones.models import Company  # noqa: E402

ROUNDS = 60
CALLS = 12
CONFLICTS = 50
BARE = "/healthz"
# Received applications are spread over the states of the work, most of them in its first steps
STATES = [
    *[ApplicationState.SUBMITTED] * 4,
    *[ApplicationState.ELIGIBLE] * 2,
    *[ApplicationState.UNDER_REVIEW] * 3,
    ApplicationState.DECIDED,
]


def fill(rows: int) -> None:
    """`rows` applications of as many companies, under review in panels with two reviewers each;
    half of them are in somebody's hands."""
    owner, calls = UserFactory(), [close(open_call()) for _number in range(CALLS)]
    panels = {call.pk: PanelFactory(call=call) for call in calls}
    reviewers = [ReviewerFactory() for _number in range(10)]
    companies = Company.objects.bulk_create(
        Company(
            applicant_kind="company",
            name=f"예시기업 {number:05d}",
            business_number=business_number(200_000_000 + number),
            representative_name="김예시",
            address="경남 김해시 예시로 1",
            phone="055-000-0000",
            created_by=owner,
        )
        for number in range(rows)
    )
    applications = Application.objects.bulk_create(
        Application(
            call=calls[number % CALLS],
            company=company,
            title=f"의료기기 실증 {number}",
            requested_won=100_000_000,
            received_won=100_000_000,
            state=STATES[number % len(STATES)],
            created_by=owner,
            submitted_at=timezone.now() - timedelta(minutes=number),
        )
        for number, company in enumerate(companies)
    )
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, reviewer=reviewer, invited_by=owner)
        for panel in panels.values()
        for reviewer in reviewers
    )
    PanelPlace.objects.bulk_create(
        PanelPlace(panel=panels[application.call_id], application=application, added_by=owner)
        for application in applications
        if application.state == ApplicationState.UNDER_REVIEW
    )
    Assignment.objects.bulk_create(
        Assignment(
            application=application,
            reviewer=reviewers[(number + place) % len(reviewers)],
            panel=panels[application.call_id],
            assigned_by=owner,
            state=AssignmentState.ASSIGNED,
        )
        for number, application in enumerate(applications)
        if application.state == ApplicationState.UNDER_REVIEW
        for place in range(2)
    )
    handlers = [FoundationUserFactory() for _number in range(4)]
    Handling.objects.bulk_create(
        Handling(
            application=application,
            handler=handlers[number % len(handlers)],
            since=timezone.now(),
        )
        for number, application in enumerate(applications)
        if number % 2
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bar(user: User) -> None:
    """The reader is a reviewer, too, whom conflicts keep from so many applications."""
    reviewer = ReviewerFactory(user=user)
    Conflict.objects.bulk_create(
        Conflict(
            reviewer=reviewer,
            application=application,
            ground=ConflictGround.DEPARTMENT,
            source=ConflictSource.FOUND,
        )
        for application in Application.objects.order_by("-pk")[:CONFLICTS]
    )


def times_ms(client: Client, path: str, *, status: int = 200) -> tuple[float, float, float]:
    """Median, best, and processor time without the database's."""
    for _warming in range(3):
        assert client.get(path).status_code == status, path
    times, processor = [], time.process_time()
    for _round in range(ROUNDS):
        start = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - start)
    processor = (time.process_time() - processor) / ROUNDS
    return statistics.median(times) * 1000, min(times) * 1000, processor * 1000


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def measure(rows: int) -> None:
    call_command("ensure_groups", verbosity=0)
    fill(rows)
    client, reader = Client(), FoundationUserFactory()
    bar(reader)
    client.force_login(reader)
    page = reverse("admin:programs_application_changelist")
    bare, best, _processor = times_ms(client, BARE)
    print(f"{rows:,} applications; bare view {bare:.2f} ms, at best {best:.2f} ms")
    for name, path in [
        ("first page", page),
        ("page 60", f"{page}?p=60"),
        ("waiting for screening", f"{page}?state__exact=submitted"),
        ("reviews finished", f"{page}?reviews=finished"),
        ("handled by nobody", f"{page}?handler=nobody"),
        ("search", f"{page}?q=00042"),
        ("start page", reverse("admin:index")),
    ]:
        ms, best, processor = times_ms(client, path)
        count = statements(client, path)
        print(
            f"  {name:22} {ms:7.2f} ms  {best:7.2f} at best {processor:7.2f} here  {count:2} statements  ×{ms / bare:.1f}"
        )


def main() -> None:
    setup_test_environment()
    for rows in [int(text) for text in sys.argv[1:]] or [5_000]:
        name = connection.settings_dict["NAME"]
        connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{name}"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(
                STATIC_ROOT=Path(__file__).parent,
                STORAGES={
                    **settings.STORAGES,
                    "staticfiles": {
                        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
                    },
                },
            ):
                measure(rows)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
    teardown_test_environment()


if __name__ == "__main__":
    main()
