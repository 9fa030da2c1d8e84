"""Acts of which many are told, each prepared so that it is all that remains to be done."""

from collections.abc import Callable

from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.alerts import announce_new_calls
from programs.actions.amendment import (
    cancel_call,
    close_call,
    publish_amendment,
    record_incident,
)
from programs.enums import MailFrequency
from programs.models import Call, Incident
from tests.amending import begun, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.listening import SavedSearchFactory
from tests.factories.programs import ApplicationFactory, days, set_moments
from tests.factories.zones import CompanyMemberFactory
from zones.models import CompanyMember

MAILS = "portal.accounts.tasks.send_mail"


def concern(call: Call, *, people: int) -> None:
    """So many have a draft in the call."""
    for _number in range(people):
        ApplicationFactory(call=call, company=CompanyMemberFactory().company)


def publishing(call: Call) -> Callable[[], object]:
    draft, staff = submitted(begun(call, notes="안내")), FoundationUserFactory()
    return lambda: publish_amendment(draft, by=staff)


def closing(call: Call) -> Callable[[], object]:
    staff = FoundationUserFactory()
    return lambda: close_call(call, by=staff, reason="예산 소진")


def cancelling(call: Call) -> Callable[[], object]:
    staff = FoundationUserFactory()
    return lambda: cancel_call(call, by=staff, reason="예산 취소")


def extending(call: Call) -> Callable[[], object]:
    staff = FoundationUserFactory()
    incident = Incident(
        title_ko="접속 장애", notice_ko="마감을 연장합니다.",
        started_at=days(-0.2), ended_at=days(-0.1),
    )  # fmt: skip
    return lambda: record_incident(incident, calls=[call], closes_at=days(60), by=staff)


def announcing(call: Call) -> Callable[[], object]:
    """Everybody concerned looks for calls as well, each for something else."""
    set_moments(call, published_at=days(-0.1), opens_at=days(-0.05))
    for number, member in enumerate(members_of_applicants(call)):
        query = f"year={call.program.year}&page={number}"
        SavedSearchFactory(user=member.user, query=query, frequency=MailFrequency.AT_ONCE)
    return announce_new_calls


ACTS = {
    "amendment": publishing,
    "closing": closing,
    "cancellation": cancelling,
    "outage": extending,
    "announcement": announcing,
}


def members_of_applicants(call: Call) -> list[CompanyMember]:
    members = CompanyMember.objects.filter(company__applications__call=call)
    return list(members.select_related("user").order_by("user__email"))


def applicants(call: Call) -> list[str]:
    return [member.user.email for member in members_of_applicants(call)]


def told(call: Call) -> list[str]:
    """The applicants to whom mails are written, each as often as there are mails."""
    addresses = applicants(call)
    jobs = ProcrastinateJob.objects.filter(task_name=MAILS)
    return sorted(job.args["to"][0] for job in jobs if job.args["to"][0] in addresses)
