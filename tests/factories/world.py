"""One of everything, belonging to six callers, with texts that only their owner may read."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.amendment import record_incident
from programs.actions.application import submit_application
from programs.actions.needs import give_needs
from programs.enums import ApplicationState, AssignmentState, CallState, ReadPlace, SeatMode
from programs.models import (
    Application,
    Briefing,
    Call,
    Document,
    Incident,
    Reading,
    Registration,
)
from tests.drafting import give_consents
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.listening import (
    InquiryFactory,
    ReplyFactory,
    SavedCallFactory,
    SavedSearchFactory,
    SessionQuestionFactory,
    SessionReplyFactory,
)
from tests.factories.materials import MaterialFactory
from tests.factories.programs import (
    PDF,
    AnswerFactory,
    ApplicationFactory,
    AppliedAdjustmentFactory,
    AssignmentFactory,
    AttendanceWaiverFactory,
    BriefingFactory,
    BriefingSeriesFactory,
    CallFactory,
    ConsentTextFactory,
    DecisionFactory,
    DocumentFactory,
    ObjectionFactory,
    ObjectionFileFactory,
    PanelFactory,
    RankingFactory,
    RegistrationFactory,
    ReviewerFactory,
    ScreeningFactory,
    UploadFactory,
    attached,
    close,
    days,
    open_call,
    reasons_for_all,
)
from tests.factories.projects import (
    ALL_SECTIONS,
    BudgetLineFactory,
    LeadFactory,
    MilestoneFactory,
    ParticipantFactory,
    ProjectPersonFactory,
)
from tests.factories.reviewers import (
    ChallengeFactory,
    ConflictFactory,
    ReviewerInvitationFactory,
    ReviewerReadingFactory,
    ReviewerSanctionFactory,
)
from tests.factories.screening import SupplementFactory, SupplementFileFactory
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.vault import VaultDocumentFactory
from tests.factories.voices import VoiceAnswerFactory, VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import (
    AgencyMemberFactory,
    BankAccountFactory,
    BudgetFactory,
    CompanyFactory,
    CompanyMemberFactory,
    CompanyReadingFactory,
    CompanyStatusFactory,
    DesignationFactory,
    InstitutionFactory,
    InvitationFactory,
    MunicipalityFactory,
    OwnershipOfferFactory,
    ParticipationBanFactory,
)

CALLERS = ("anonymous", "company", "other", "agency", "reviewer", "staff")
ACCOUNTS = {"open-call": "314159265358", "closed-call": "271828182845"}
VERDICT = "closed-call-verdict"
AMOUNTS = {"open-call": 87_654_321, "closed-call": 76_543_219}
OWN_CASH = {"open-call": 65_432_198, "closed-call": 54_321_987}


@dataclass(frozen=True)
class Case:
    """One call with one application of the company, in one state; `secrets` stand in it."""

    call: Call
    application: Application | None = None
    document: Document | None = None
    upload: Any = None
    assignment: Any = None
    briefing: Any = None
    registration: Any = None
    series: Any = None
    attachment: Any = None
    material: Any = None
    story: Any = None
    picture: Any = None
    objection: Any = None
    ranking: Any = None
    applied: Any = None
    conflict: Any = None
    challenge: Any = None
    inquiry: Any = None
    reply: Any = None
    session_question: Any = None
    session_reply: Any = None
    saved_call: Any = None
    saved_search: Any = None
    voice: Any = None
    summary: Any = None
    supplement_file: Any = None
    selection: Any = None
    secrets: tuple[str, ...] = ()
    guest_secrets: tuple[str, ...] = ()  # of the guests of its briefing

    @property
    def company(self):
        return self.application.company


@dataclass(frozen=True)
class World:
    users: dict[str, User | None]
    open: Case
    closed: Case
    draft: Case
    waiting: Case


def application_with_secrets(call: Call, *, company, by: User) -> tuple[Application, Document]:
    """Received through the gate; everything in it carries the word of its call: "open-…"."""
    word = call.code
    application = ApplicationFactory(
        call=call,
        company=company,
        title=f"{word}-title",
        requested_won=AMOUNTS[word],
        created_by=by,
    )
    for question in call.questions.all():
        AnswerFactory(application=application, question=question, value=f"{word}-answer")
    content = PDF + word.encode()
    document = DocumentFactory(
        application=application,
        name=f"{word}-사업계획서.pdf",
        file=ContentFile(content, name="plan.pdf"),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    plan_with_secrets(application)
    give_consents(application, by=by)
    submit_application(application, by=by)
    application.refresh_from_db()
    return application, document


def plan_with_secrets(application: Application) -> None:
    """A whole plan, the amount of which is what the application asks for."""
    word = application.call.code
    lead = LeadFactory(application=application, responsible_name=f"{word}-plan-responsible")
    ParticipantFactory(application=application, name=f"{word}-plan-partner")
    ProjectPersonFactory(participant=lead, name=f"{word}-plan-person", career=f"{word}-plan-career")
    MilestoneFactory(application=application, what=f"{word}-plan-milestone")
    BudgetLineFactory(
        participant=lead, government_won=application.requested_won, cash_won=OWN_CASH[word]
    )


def secrets_of(application: Application, document: Document) -> tuple[str, ...]:
    company = application.company
    submission = application.submissions.get()
    return (
        application.title,
        f"{application.requested_won:,}",
        str(application.requested_won),
        f"{application.call.code}-answer",
        f"{application.call.code}-사업계획서",
        document.sha256,
        document.file.name,
        submission.number,
        submission.sha256,
        company.name,
        company.business_number,
        company.formatted_business_number,
        company.representative_name,
        company.address,
        f"{application.call.code}-plan-",
        f"{application.call.code}-supplement",
        f"{OWN_CASH[application.call.code]:,}",
        f"{application.call.code}-certificate",
        f"{application.call.code}-ban",
        ACCOUNTS[application.call.code],
        f"{application.call.code}-kept",
    )


def company_of(user: User, word: str):
    company = CompanyFactory(
        name=f"{word}-company",
        representative_name=f"{word}-representative",
        address=f"{word}-address",
        created_by=user,
    )
    CompanyMemberFactory(company=company, user=user)
    InvitationFactory(company=company, email=f"{word}-invited@example.kr", invited_by=user)
    OwnershipOfferFactory(company=company, giver=user)
    BankAccountFactory(company=company, number=ACCOUNTS[word], saved_by=user)
    CompanyReadingFactory(company=company)
    VaultDocumentFactory(company=company, name=f"{word}-kept.pdf", uploaded_by=user)
    CompanyStatusFactory(company=company, certificate_number=f"{word}-certificate")
    ParticipationBanFactory(company=company, ground=f"{word}-ban", ends_on="2099-12-31")
    return company


def voice_with_secrets(company, *, word: str, by: User, users, agency) -> Any:
    """Of an open call's company one that is answered, of another's one that was asked again."""
    said = {
        "company": company,
        "reported_by": by,
        "title": f"{word}-voice-title",
        "text": f"{word}-voice-text",
        "zone": agency.zone,
    }
    if word != "open-call":
        voice = VoiceFactory(assigned=True, owner=users["staff"], **said)
        VoiceSummaryFactory(voice=voice, difficulty_ko=f"{word}-voice-summary")
        return voice
    voice = VoiceFactory(answered=True, owner=users["agency"], agency=agency, **said)
    VoiceAnswerFactory(
        voice=voice, text=f"{word}-voice-answer", answered_by=users["agency"], agency=agency
    )
    VoiceSummaryFactory(voice=voice, published=True, agreed_by=by)
    return voice


def objection_with_secrets(application: Application, *, word: str, by: User) -> Any:
    """Against an eligibility check of before, with a file."""
    screening = ScreeningFactory(
        application=application,
        is_eligible=False,
        reason_code="other",
        reason=f"{word}-screening",
        screened_at=days(-1),
    )
    objection = ObjectionFactory(
        decision=None,
        screening=screening,
        asks=f"{word}-objection-asks",
        text=f"{word}-objection-text",
        filed_by=by,
    )
    ObjectionFileFactory(objection=objection, name=f"{word}-objection.pdf", uploaded_by=by)
    return objection


def case(word: str, *, users, agency, reviewer) -> Case:
    call = open_call(code=word, agency=agency, plan_sections=ALL_SECTIONS)
    owner = users["company"]
    application, document = application_with_secrets(
        call, company=company_of(owner, word), by=owner
    )
    assignment = AssignmentFactory(
        application=application,
        reviewer=reviewer,
        panel=PanelFactory(call=call),
        assigned_by=users["staff"],
        state=AssignmentState.PLEDGED,
        pledged_at=timezone.now(),
    )
    briefing, registration = briefing_with_guests(call, owner)
    inquiry = InquiryFactory(call=call, asker=owner)
    voice = voice_with_secrets(application.company, word=word, by=owner, users=users, agency=agency)
    story = StoryFactory(agency=agency, published=True, names_company=True)
    AttendanceWaiverFactory(call=call)
    return Case(
        call=call,
        application=application,
        document=document,
        upload=UploadFactory(
            application=application, name=f"{word}-사업계획서-2.pdf", started_by=owner
        ),
        assignment=assignment,
        briefing=briefing,
        registration=registration,
        series=BriefingSeriesFactory(kind="yearly", agency=agency),
        inquiry=inquiry,
        reply=ReplyFactory(call=call),
        session_question=SessionQuestionFactory(registration=registration),
        session_reply=SessionReplyFactory(briefing=briefing),
        saved_call=SavedCallFactory(call=call, user=owner),
        saved_search=SavedSearchFactory(user=owner, query=f"q={word}"),
        attachment=attached(call),
        voice=voice,
        summary=getattr(voice, "summary", None),
        material=MaterialFactory(briefing=briefing),
        story=story,
        picture=PictureFactory(story=story),
        supplement_file=supplemented(application, by=owner),
        objection=objection_with_secrets(application, word=word, by=owner),
        applied=AppliedAdjustmentFactory(application=application),
        conflict=ConflictFactory(application=application, fact=f"{word}-conflict"),
        challenge=ChallengeFactory(
            application=application, person=f"{word}-challenged", filed_by=owner
        ),
        ranking=RankingFactory(panel=PanelFactory(call=call, name="2분과")),
        secrets=(
            *secrets_of(application, document),
            f"{word}-objection-asks",
            f"{word}-objection-text",
        ),
        guest_secrets=guest_secrets(word),
    )


def supplemented(application: Application, *, by: User) -> Any:
    """A supplement was asked for and answered with a file."""
    word = application.call.code
    supplement = SupplementFactory(
        application=application,
        asks=f"{word}-supplement",
        answer=f"{word}-supplement-answer",
        answered_at=timezone.now(),
        answered_by=by,
    )
    return SupplementFileFactory(
        supplement=supplement, name=f"{word}-supplement.pdf", uploaded_by=by
    )


def briefing_with_guests(call: Call, owner: User) -> tuple[Briefing, Registration]:
    """The place of somebody with an account, and that of a guest online who needs something."""
    word = call.code
    briefing = BriefingFactory(
        agency=call.agency,
        online_capacity=3,
        online_url=f"https://meet.example.kr/{word}-online",
        asks_needs=True,
    )
    briefing.calls.add(call)
    guest = RegistrationFactory(
        briefing=briefing,
        user=None,
        attendee_name=f"{word}-guest",
        email=f"{word}-guest@example.kr",
        phone=f"{word}-phone",
        organisation=f"{word}-organisation",
        mode=SeatMode.ONLINE,
    )
    give_needs(guest, by=None, kinds=["other"], note=f"{word}-need", agrees=True)
    own = RegistrationFactory(briefing=briefing, user=owner, attendee_name=f"{word}-guest-own")
    return briefing, own


def guest_secrets(word: str) -> tuple[str, ...]:
    said = ("guest", "phone", "organisation", "need", "online")
    return tuple(f"{word}-{what}" for what in said)


def under_review(application: Application) -> None:
    for state in (ApplicationState.ELIGIBLE, ApplicationState.UNDER_REVIEW):
        application.state = state
        application.save(update_fields=["state"])


def proposed_in(closed: Case) -> Any:
    """A proposal for the one application, whose reason nobody but the foundation may read."""
    return DecisionFactory(application=closed.application, reason=VERDICT).selection


def outage(call: Call, *, by: User) -> None:
    """The call was extended after an outage: an incident, an amendment and two versions."""
    incident = Incident(
        title_ko="접속 장애",
        notice_ko="마감을 연장합니다.",
        started_at=days(-1),
        ended_at=days(-0.9),
    )
    record_incident(incident, calls=[call], closes_at=days(40), by=by)
    call.refresh_from_db()


def things_of_libraries() -> None:
    """A row of each model that the admin shows and that is not ours."""
    owner = UserFactory()
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "x"})
    attempt = {"username": owner.email, "ip_address": "127.0.0.1", "user_agent": "test"}
    AccessAttempt.objects.create(**attempt, failures_since_start=1)
    AccessLog.objects.create(**attempt)
    AccessFailureLog.objects.create(**attempt)


def make_world() -> World:
    call_command("ensure_groups", verbosity=0)
    ConsentTextFactory()
    member = AgencyMemberFactory()
    agency = member.agency
    reviewer = ReviewerFactory()
    users = {
        "anonymous": None,
        "company": UserFactory(),
        "other": CompanyMemberFactory().user,
        "agency": member.user,
        "reviewer": reviewer.user,
        "staff": FoundationUserFactory(),
    }
    shared = {"users": users, "agency": agency, "reviewer": reviewer}
    opened, closed = case("open-call", **shared), case("closed-call", **shared)
    close(closed.call)
    under_review(closed.application)
    closed = replace(closed, selection=proposed_in(closed), secrets=(*closed.secrets, VERDICT))
    draft = CallFactory(parts=True, code="draft-call", agency=agency, created_by=member.user)
    waiting = CallFactory(parts=True, code="waiting-call", agency=agency, created_by=member.user)
    reasons_for_all(waiting)
    waiting.state = CallState.SUBMITTED
    waiting.submitted_at, waiting.submitted_by = timezone.now(), member.user
    waiting.save()
    Reading.objects.create(
        application=closed.application, reader=users["staff"], place=ReadPlace.ADMIN
    )
    DesignationFactory(zone=agency.zone)
    BudgetFactory(zone=agency.zone)
    InstitutionFactory()
    MunicipalityFactory()
    outage(opened.call, by=users["staff"])
    ReviewerInvitationFactory()
    ReviewerReadingFactory()
    ReviewerSanctionFactory()
    things_of_libraries()
    drafted = StoryFactory(agency=agency)
    return World(
        users=users,
        open=opened,
        closed=closed,
        draft=Case(
            call=draft,
            attachment=attached(draft),
            story=drafted,
            picture=PictureFactory(story=drafted),
        ),
        waiting=Case(call=waiting, attachment=attached(waiting)),
    )
