"""Rankings, points that were added or taken, and objections."""

from datetime import timedelta

import factory
import pgtrigger
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.common.digest import canonical, digest_of_content
from programs.enums import Outcome
from programs.models import (
    Adjustment,
    Application,
    AppliedAdjustment,
    Objection,
    ObjectionFile,
    Ranking,
    RankingLine,
    Submission,
    TieDraw,
)
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs.applications import SubmissionFactory, received_application
from tests.factories.programs.calls import close, open_call
from tests.factories.programs.reviews import (
    AssignmentFactory,
    PanelFactory,
    ReviewerFactory,
)
from tests.factories.programs.selections import DecisionFactory
from tests.factories.programs.sheets import finished_review


def announced(call, *, kind="bonus", points=3, **fields) -> Adjustment:
    """A bonus or a penalty that the call announces, past the freeze."""
    if kind == "penalty":
        fields.setdefault("ground", "sanction")
    with pgtrigger.ignore("programs.Adjustment:frozen_with_call"):
        return Adjustment.objects.create(
            call=call, kind=kind, points=points, label_ko="여성기업", **fields
        )


class AppliedAdjustmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AppliedAdjustment

    application = factory.LazyFunction(received_application)
    adjustment = factory.LazyAttribute(lambda a: announced(a.application.call))
    evidence = "여성기업확인서 (2026. 3. 2.)"
    checked_by = factory.SubFactory(FoundationUserFactory)


class RankingFactory(factory.django.DjangoModelFactory):
    """As it is stored; it says nothing of the panel, unlike one that `freeze_ranking` makes."""

    class Meta:
        model = Ranking

    panel = factory.SubFactory(PanelFactory)
    number = factory.LazyAttribute(lambda r: r.panel.rankings.count() + 1)
    content = factory.LazyAttribute(
        lambda r: canonical({"applications": [], "lines": [], "number": r.number})
    )
    sha256 = factory.LazyAttribute(lambda r: digest_of_content(r.content))
    root = "0" * 64
    reason = factory.LazyAttribute(lambda r: "이의신청 인용" if r.number > 1 else "")
    made_at = factory.LazyFunction(timezone.now)
    made_by = factory.SubFactory(FoundationUserFactory)
    key_id = "0123456789abcdef"
    signature = "0" * 128


class RankingLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RankingLine

    application = factory.LazyFunction(received_application)
    ranking = factory.LazyAttribute(lambda line: RankingFactory(panel=judging(line.application)))
    receipt = factory.Sequence(lambda n: f"R-{n:03}")
    place = 1
    score = mean = "80.00"
    bonus = penalty = "0.00"
    passes = True


def judging(application):
    """The panel that has judged it; no review is in work."""
    if found := application.assignments.first():
        return found.panel
    now = timezone.now()
    return AssignmentFactory(
        application=application, state="finished", pledged_at=now, finished_at=now
    ).panel


class TieDrawFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TieDraw

    ranking = factory.LazyFunction(lambda: shared_place())
    place = 1
    seed = "0" * 64
    order = ("R-2", "R-1")
    reason = "지원 규모의 경계에서 동점"
    drawn_by = factory.SubFactory(FoundationUserFactory)


def shared_place() -> Ranking:
    """Two applications share the first place."""
    first = received_application()
    ranking = RankingFactory(panel=judging(first))
    second = received_application(call=first.call)
    now = timezone.now()
    AssignmentFactory(
        application=second, panel=ranking.panel, state="finished", pledged_at=now, finished_at=now
    )
    for number, application in enumerate((first, second), 1):
        RankingLineFactory(ranking=ranking, application=application, receipt=f"R-{number}")
    return ranking


class ObjectionFactory(factory.django.DjangoModelFactory):
    """Filed today against a decision of yesterday."""

    class Meta:
        model = Objection

    class Params:
        taken = factory.Trait(
            state="handled",
            handler=factory.SubFactory(FoundationUserFactory),
            taken_at=factory.LazyFunction(timezone.now),
        )
        proposed = factory.Trait(
            taken=True,
            state="proposed",
            outcome="upheld",
            answer="가점을 빠뜨렸습니다.",
            proposed_at=factory.LazyFunction(timezone.now),
            proposed_by=factory.SelfAttribute("handler"),
        )
        decided = factory.Trait(
            proposed=True,
            state="decided",
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(FoundationUserFactory),
        )

    decision = factory.SubFactory(DecisionFactory, outcome=Outcome.REJECTED)
    application = factory.LazyAttribute(lambda o: (o.decision or o.screening).application)
    asks = "가점을 다시 보아 주십시오."
    text = "여성기업확인서를 제출하였으나 가점이 반영되지 않았습니다."
    noticed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyAttribute(lambda o: o.noticed_at + timedelta(days=11))
    filed_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda o: o.filed_at + timedelta(days=30))
    filed_by = factory.SubFactory(UserFactory)


class ObjectionFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ObjectionFile

    objection = factory.SubFactory(ObjectionFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="proof.pdf"))
    name = "확인서.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_by = factory.SubFactory(UserFactory)


def judged_panel(*given, **kwargs):
    """A panel of a closed call whose reviews are finished: for each application its sheets, each
    with the points of one reviewer. Of the call they may be the second panel."""
    call = kwargs.pop("call", None) or open_call()
    asked = kwargs.pop("requested_won", 100_000_000)
    panel = PanelFactory(call=call, **kwargs)
    reviewers = [ReviewerFactory() for _n in range(max(map(len, given)))]
    pledged = {"state": "pledged", "pledged_at": timezone.now(), "pledge_version": "1"}
    panel.reviewers.add(*reviewers, through_defaults=pledged)
    received = Submission.objects.filter(application__call=call).count()
    for number, sheets in enumerate(given, start=received + 1):
        application = received_application(call=call)
        content = canonical({"call": call.code, "title": "실증", "requested_won": asked})
        SubmissionFactory(
            application=application,
            number=f"{call.code}-{number}",
            content=content,
            sha256=digest_of_content(content),
        )
        Application.objects.filter(pk=application.pk).update(state="eligible")
        Application.objects.filter(pk=application.pk).update(state="under_review")
        for reviewer, points in zip(reviewers, sheets, strict=False):
            finished_review(*points, application=application, reviewer=reviewer, panel=panel)
    close(call)
    return panel
