"""The demonstration, brought to where every page of the journey has something to show."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from portal.accounts.models import User
from programs.actions.application import (
    start_application,
    submit_application,
)
from programs.actions.assignment import assign_reviewers
from programs.actions.call import submit_call
from programs.actions.document import add_document
from programs.actions.membership import accept_membership, pledge_membership
from programs.actions.panel import make_panel, open_panel
from programs.actions.ranking import freeze_ranking
from programs.actions.registration import register_seat
from programs.actions.review import (
    finish_review,
    pledge_no_conflict,
    save_scores,
)
from programs.actions.screening import screen_application
from programs.actions.selection import Choice, propose_selection
from programs.enums import AssignmentState, Outcome, QuestionKind
from programs.models import (
    Application,
    Assignment,
    Briefing,
    BriefingSeries,
    Call,
    Challenge,
    Conflict,
    Objection,
    Panel,
    Question,
    RegistrationLink,
    Reviewer,
    Selection,
    Story,
    Voice,
)
from programs.queries import Written
from programs.queries.registration import link_path, registration_path
from tests.drafting import give_consents, save_draft
from tests.factories.programs import PDF, CallFactory, confirmed
from tests.factories.projects import ALL_SECTIONS, ParticipantFactory, with_plan
from zones.models import Agency, Company

STAFF = "approver@example.kr"
NEWCOMER = "newcomer@example.kr"
API_DOCS = "/api/v1/docs/"
# Calls of the demonstration
REVIEWED, UNDER_REVIEW = "example-gimhae-devices", "example-changwon-tests"
VISITOR = ""
PEOPLE = [
    VISITOR,
    NEWCOMER,
    "company@example.kr",
    "company2@example.kr",
    "founder@example.kr",
    "agency@example.kr",
    "reviewer1@example.kr",
    "reviewer2@example.kr",
    "reviewer3@example.kr",
    STAFF,
]
# What an answer of each kind may be
ANSWERS = {
    QuestionKind.NUMBER: 3,
    QuestionKind.MONEY: 1_000_000,
    QuestionKind.CONSENT: True,
    QuestionKind.DATE: "2027-03-31",
}


@dataclass(frozen=True)
class Stage:
    """The pages of the journey, by the mail address of who sees them."""

    pages: dict[str, list[str]]


def set_stage() -> Stage:
    draft, waiting = _write_calls()
    growth = Call.objects.get(code="example-gimhae-growth")
    startup = Call.objects.get(code="example-gimhae-startup")
    started = _start(growth, "company@example.kr")
    _fill(_start(growth, "company2@example.kr"), "company2@example.kr")
    planned = _start(Call.objects.get(code="example-joint-rbd"), "company@example.kr")
    with_plan(planned)
    ParticipantFactory(application=planned)
    decided = _decide(startup.applications.get(company__applicant_kind="founder"))
    briefing = _take_seat(growth)
    User.objects.create_user(email=NEWCOMER, name="예시 신규")
    under_review = startup.applications.get(company=_company_of("company@example.kr"))
    received = startup.applications.get(company=_company_of("company2@example.kr"))
    return Stage(
        pages={
            VISITOR: [*_public(growth, briefing), *_stories()],
            NEWCOMER: ["/desk/company/", "/desk/company/new/", f"/calls/{growth.code}/apply/"],
            "company@example.kr": [
                *_company(growth, started, briefing, under_review),
                *(f"/applications/{planned.pk}/{section}/" for section in ALL_SECTIONS),
                f"/applications/{planned.pk}/check/",
                *_own_results("company@example.kr"),
            ],
            "company2@example.kr": [
                f"/applications/{_case(REVIEWED, 'company2@example.kr').pk}/objection/"
            ],
            "founder@example.kr": [f"/applications/{decided.pk}/"],
            "agency@example.kr": [
                *_agency(draft, waiting, startup, briefing),
                *_stories_at_the_desk(),
                f"/desk/agency/briefings/{briefing.pk}/materials/",
            ],
            "reviewer1@example.kr": [
                "/desk/reviews/",
                "/desk/reviews/profile/",
                _review(under_review, "reviewer1"),
                *_panel_pages("reviewer1"),
            ],
            "reviewer2@example.kr": [_review(under_review, "reviewer2")],
            "reviewer3@example.kr": [
                _review(decided, "reviewer3"),
                *_panel_pages("reviewer3"),
                _to_unlock(),
            ],
            STAFF: [*_admin(waiting, received, under_review, decided), *_reviewed_in_the_admin()],
        }
    )


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _company_of(email: str) -> Company:
    return Company.objects.of(_user(email)).get()


def _write_calls() -> tuple[Call, Call]:
    agency, writer = Agency.objects.get(slug="gimhae"), _user("agency@example.kr")
    draft = CallFactory(agency=agency, created_by=writer, zones=[agency.zone])
    waiting = CallFactory(agency=agency, created_by=writer, zones=[agency.zone], parts=True)
    return draft, submit_call(waiting, by=writer)


def _start(call: Call, email: str) -> Application:
    return start_application(call, company=_company_of(email), by=_user(email))


def _fill(application: Application, email: str) -> None:
    by = _user(email)
    questions = application.call.questions.all()
    answers = {question: _answer_to(question) for question in questions}
    save_draft(application, by=by, title="예시 과제", requested_won=30_000_000, answers=answers)
    give_consents(application, by=by)
    for required in Written(application).required():
        upload = SimpleUploadedFile("사업계획서.pdf", PDF)
        add_document(application, by=by, required_document=required, upload=upload)
    submit_application(application, by=by)


def _answer_to(question: Question) -> object:
    if question.kind == QuestionKind.CHOICES:
        return question.options[:1]
    if question.kind == QuestionKind.TABLE:
        return []
    first = question.options[0] if question.options else "예시 답변입니다."
    return ANSWERS.get(question.kind, first)


def _decide(application: Application) -> Application:
    staff = _user(STAFF)
    screen_application(application, by=staff, is_eligible=True, reason="요건을 갖추었습니다.")
    panel = make_panel(application.call, by=staff, name="예시 분과 2")
    reviewers = Reviewer.objects.filter(
        user__email__in=["reviewer1@example.kr", "reviewer3@example.kr"]
    )
    assignments = assign_reviewers(application, reviewers=reviewers, panel=panel, by=staff)
    for member in panel.members.all():
        by = member.reviewer.user
        pledge_membership(accept_membership(member, by=by), by=by)
    open_panel(panel, by=staff)
    for assignment in assignments:
        _score(assignment)
    freeze_ranking(panel, by=staff)
    reason = "기술의 차별성이 뚜렷하고 실증 계획이 구체적입니다."
    selected = Choice(Outcome.SELECTED, reason, awarded_won=20_000_000)
    confirmed(propose_selection(panel, by=staff, choices={application.pk: selected}))
    return application


def _score(assignment: Assignment) -> None:
    by = assignment.reviewer.user
    assignment = pledge_no_conflict(assignment, by=by)
    points = {
        criterion: (Decimal(criterion.weight) * Decimal("0.8"), "계획이 구체적입니다.")
        for criterion in assignment.application.call.criteria.all()
    }
    save_scores(assignment, by=by, points=points, opinion="선정을 권합니다.")
    finish_review(assignment, by=by)


def _take_seat(call: Call) -> Briefing:
    briefing = call.briefings.get()
    email = "company@example.kr"
    register_seat(
        briefing,
        by=_user(email),
        attendee_name="예시 대표",
        phone="010-0000-0001",
        company=_company_of(email),
    )
    return briefing


def _review(application: Application, name: str) -> str:
    assignment = application.assignments.get(reviewer__user__email=f"{name}@example.kr")
    return f"/desk/reviews/{assignment.pk}/"


def _case(code: str, email: str) -> Application:
    """Of the reviews of the demonstration."""
    return Application.objects.get(call__code=code, company=_company_of(email))


def _own_results(email: str) -> list[str]:
    reviewed, waiting = _case(REVIEWED, email), _case(UNDER_REVIEW, email)
    return [
        f"/applications/{reviewed.pk}/",
        f"/applications/{reviewed.pk}/objection/",
        f"/applications/{waiting.pk}/challenge/",
        f"/applications/{waiting.pk}/supplement/",
    ]


def _panel_pages(name: str) -> list[str]:
    """The panel under review with a sheet of theirs."""
    panel = Panel.objects.get(call__code=UNDER_REVIEW)
    own = panel.assignments.filter(reviewer__user__email=f"{name}@example.kr")
    return [f"/desk/reviews/panels/{panel.pk}/", f"/desk/reviews/{own.latest('state').pk}/"]


def _to_unlock() -> str:
    """By the chair: a sheet that somebody else has finished."""
    finished = Assignment.objects.filter(
        panel__call__code=UNDER_REVIEW,
        reviewer__user__email="reviewer1@example.kr",
        state=AssignmentState.FINISHED,
    )
    return f"/desk/reviews/{finished.get().pk}/unlock/"


def _reviewed_in_the_admin() -> list[str]:
    panel = Panel.objects.get(call__code=UNDER_REVIEW)
    done = Panel.objects.get(call__code=REVIEWED)
    waiting = _case(UNDER_REVIEW, "company@example.kr")
    applications = reverse("admin:programs_application_changelist")
    return [
        reverse("admin:programs_panel_changelist"),
        *(reverse("admin:programs_panel_change", args=[one.pk]) for one in (panel, done)),
        reverse("admin:programs_reviewer_changelist"),
        reverse("admin:programs_reviewer_change", args=[panel.reviewers.first().pk]),
        reverse("admin:programs_conflict_changelist"),
        *_verbs("conflict", Conflict.objects.get(state="suspected").pk, "settle"),
        *_verbs("challenge", Challenge.objects.get(decided_at=None).pk, "decide"),
        f"{applications}{waiting.pk}/checks/",
        f"{applications}{waiting.pk}/supplement/",
        reverse("admin:programs_ranking_change", args=[done.rankings.get().pk]),
        reverse("admin:programs_objection_changelist"),
        reverse("admin:programs_objection_change", args=[Objection.objects.get().pk]),
    ]


def _verbs(model: str, pk: int, *verbs: str) -> list[str]:
    return [reverse(f"admin:programs_{model}_{verb}", args=[pk]) for verb in verbs]


def _public(call: Call, briefing: Briefing) -> list[str]:
    return [
        "/",
        "/calls/",
        "/calls/?zone=gimhae&stage=growth&status=open&q=특구",
        "/calls/?q=없는말",
        "/calls/?view=table&zone=gimhae",
        "/calls/calendar/",
        "/calls/for-me/",
        "/calls/for-me/?applicant_kind=company&size=small&zone=none",
        "/calls/2020-gimhae-01/",
        f"/calls/{call.code}/",
        "/briefings/",
        "/briefings/calendar/",
        "/briefings/map/",
        "/briefings/series/",
        BriefingSeries.objects.get(kind="tour", is_example=False).get_absolute_url(),
        Briefing.objects.get(kind="policy_sharing").get_absolute_url(),
        f"/briefings/{briefing.pk}/",
        f"/briefings/{briefing.pk}/register/",
        link_path(RegistrationLink.objects.create(briefing=briefing, email="guest@example.kr")),
        registration_path(briefing.registrations.get()),
        registration_path(briefing.registrations.get(), "registration-change"),
        "/zones/",
        "/zones/gimhae/",
        "/voices/",
        "/stats/voices/",
        "/search/?q=특구",
        "/results/",
        "/results/example-gimhae-startup/",
        f"/results/{REVIEWED}/",
        _past_session().get_absolute_url(),
        "/stats/rounds/",
        "/receipts/",
        "/receipts/?number=X-1&sha256=00",
        "/accounts/login/",
        "/accounts/signup/",
        "/admin/login/",
        API_DOCS,
    ]


def _past_session() -> Briefing:
    return Briefing.objects.get(calls__code="example-gimhae-startup")


def _stories() -> list[str]:
    return ["/stories/", "/stories/?q=없는말", *(one.get_absolute_url() for one in _examples())]


def _stories_at_the_desk() -> list[str]:
    desk = "/desk/agency/stories/"
    own = f"{desk}{_examples().get(agency__slug='gimhae').pk}/"
    return [
        desk,
        f"{desk}new/",
        own,
        *(f"{own}{page}/" for page in ("pictures", "preview", "withdraw")),
    ]


def _examples() -> QuerySet[Story]:
    return Story.objects.filter(is_example=True)


def _company(
    call: Call, started: Application, briefing: Briefing, under_review: Application
) -> list[str]:
    company = _company_of("company@example.kr")
    application = f"/applications/{started.pk}/"
    return [
        "/desk/company/",
        "/calls/for-me/",
        f"/desk/company/{company.pk}/",
        f"/desk/company/{company.pk}/voices/",
        f"/desk/company/{company.pk}/voices/new/",
        f"/desk/company/{company.pk}/voices/{_voice('answered', company=company).pk}/",
        f"/calls/{call.code}/apply/",
        application,
        f"{application}edit/",
        f"{application}sections/head/",
        f"{application}sections/questions/",
        f"{application}sections/consents/",
        f"{application}documents/",
        f"{application}check/",
        f"/applications/{under_review.pk}/",
        f"/briefings/{briefing.pk}/",
        f"/briefings/{briefing.pk}/register/",
        f"/briefings/{briefing.pk}/questions/",
        f"/briefings/{briefing.pk}/survey/",
    ]


def _agency(draft: Call, waiting: Call, closed: Call, briefing: Briefing) -> list[str]:
    desk = "/desk/agency/"
    return [
        desk,
        f"{desk}calls/new/",
        f"{desk}calls/{draft.pk}/",
        f"{desk}calls/{draft.pk}/questions/",
        f"{desk}calls/{draft.pk}/sections/documents/",
        f"{desk}calls/{draft.pk}/sections/criteria/",
        f"{desk}calls/{draft.pk}/sections/head/",
        f"{desk}calls/{waiting.pk}/",
        f"{desk}calls/{closed.pk}/",
        f"{desk}briefings/new/",
        f"{desk}briefings/",
        f"{desk}briefings/{briefing.pk}/",
        f"{desk}briefings/{briefing.pk}/voices/new/",
        f"{desk}voices/",
        f"{desk}voices/{_voice('assigned', agency__isnull=False).pk}/",
        f"{desk}briefings/{briefing.pk}/registrations/",
        f"{desk}briefings/{briefing.pk}/slots/",
        f"{desk}briefings/{briefing.pk}/needs/",
        f"{desk}briefings/{briefing.pk}/programme/",
        f"{desk}briefings/series/new/",
        f"{desk}briefings/series/yearly/",
        *_on_the_day(briefing),
        f"{desk}calls/{closed.pk}/waivers/",
        *(
            f"{desk}briefings/{_past_session().pk}/{page}/"
            for page in ("registrations", "questions", "survey")
        ),
    ]


def _on_the_day(briefing: Briefing) -> list[str]:
    desk, code = f"/desk/agency/briefings/{briefing.pk}/", briefing.registrations.first().code
    return [
        f"{desk}check-in/",
        f"{desk}walk-ins/",
        f"/desk/agency/check-in/{code}/",
        f"/desk/agency/check-in/{code}/undo/",
        f"{desk}questions/",
        f"{desk}survey/",
    ]


def _voice(state: str, **of) -> Voice:
    """One of the demonstration."""
    return Voice.objects.filter(state=state, **of).earliest("pk")


def _selections(decided: Application) -> list[str]:
    selection = Selection.objects.get(decisions__application=decided)
    return [
        reverse("admin:programs_selection_changelist"),
        reverse("admin:programs_selection_change", args=[selection.pk]),
        reverse("admin:programs_selection_propose", args=[selection.panel_id]),
        reverse("admin:programs_ranking_freeze", args=[selection.panel_id]),
    ]


def _admin(
    call: Call, received: Application, under_review: Application, decided: Application
) -> list[str]:
    calls, applications = (
        reverse(f"admin:programs_{name}_changelist") for name in ("call", "application")
    )
    voices = reverse("admin:programs_voice_changelist")
    answered, waiting = _voice("answered"), _voice("assigned")
    return [
        "/admin/",
        voices,
        f"{voices}add/",
        f"{voices}{answered.pk}/change/",
        f"{voices}{answered.pk}/summary/",
        f"{voices}{waiting.pk}/assign/",
        f"{voices}{waiting.pk}/answer/",
        calls,
        f"{calls}{call.pk}/change/",
        f"{calls}{call.pk}/approve/",
        f"{calls}{call.pk}/send-back/",
        applications,
        f"{applications}?state__exact=submitted&q=예시",
        f"{applications}{received.pk}/change/",
        f"{applications}{received.pk}/screen/",
        f"{applications}{under_review.pk}/change/",
        f"{applications}{under_review.pk}/assign/",
        f"{applications}{decided.pk}/change/",
        *_selections(decided),
    ]
