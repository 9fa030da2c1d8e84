"""One real case from the visitor's first page to the decision, as issue 2 tells it."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from programs.actions.selection import tell_of_all_results
from programs.models import Application
from tests.e2e.journey.agency import (
    an_agency_writes_a_call,
    it_appears_at_its_publication_time,
    the_foundation_approves_it,
)
from tests.e2e.journey.common import time_passes
from tests.e2e.journey.company import (
    a_company_signs_up_and_registers,
    it_applies,
    it_confirms_its_address,
    it_registers_a_seat,
    it_submits_and_gets_a_receipt,
    the_company_got_its_mails,
    the_company_reads_decision_scores_and_reasons,
)
from tests.e2e.journey.public import a_visitor_finds_call_briefing_and_zone, the_api_answers
from tests.e2e.journey.review import (
    a_reviewer_scores,
    another_confirms,
    staff_propose,
    staff_screen_and_assign,
    the_instant_comes,
)


@pytest.fixture
def run_jobs():
    """What the worker beside the web server does: all jobs that wait, to their end."""

    def run() -> None:
        worker = threading.Thread(target=work_off_jobs)
        worker.start()
        worker.join()

    return run


def work_off_jobs() -> None:
    """In a thread of its own: Playwright's event loop is in the way in the test's."""
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    # What it deferred by the clock went over Django's connection of the thread for such calls
    asyncio.run(sync_to_async(connections.close_all)())


def test_the_whole_journey(portal, open_browser, shoot, run_jobs):
    visitor = open_browser()
    a_visitor_finds_call_briefing_and_zone(visitor, shoot)

    code = an_agency_writes_a_call(open_browser(), shoot)
    the_foundation_approves_it(open_browser(), shoot, code)
    it_appears_at_its_publication_time(visitor, shoot, code)

    company = open_browser()
    a_company_signs_up_and_registers(company, shoot)
    it_applies(company, shoot, code)
    it_submits_and_gets_a_receipt(company, visitor, shoot)
    run_jobs()
    it_confirms_its_address(company)
    it_registers_a_seat(company, shoot, code)

    time_passes(code, closes_at=timezone.now())
    application = Application.objects.get(call__code=code)
    staff = open_browser()
    staff_screen_and_assign(staff, shoot, application)
    run_jobs()
    for number, share in ((1, "0.9"), (2, "0.8")):
        a_reviewer_scores(open_browser(), shoot, application, number=number, share=float(share))
    staff_propose(staff, shoot, application)
    another_confirms(open_browser(), shoot, application)
    the_instant_comes(visitor, shoot, application)
    tell_of_all_results()
    run_jobs()
    the_company_reads_decision_scores_and_reasons(company, shoot, application)
    the_company_got_its_mails(company)

    the_api_answers(visitor, shoot, code)
