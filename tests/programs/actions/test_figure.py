"""Figures from the draft of an agency to the day of their publication."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.common.digest import digest_of
from programs.actions.errors import (
    DayNotPossible,
    FigureNotOpen,
    FiguresChanged,
    NoEvidence,
    NoSource,
    NotCorrectable,
    NothingToSubmit,
    OwnFigure,
    TooMuchEvidence,
)
from programs.actions.figure import (
    Entry,
    Period,
    approve_figure,
    begin_correction,
    enter_total,
    publish_figure,
    return_figure,
    submit_figures,
    submit_total,
    take_back_figures,
    write_figures,
)
from programs.actions.figure_evidence import add_evidence, remove_evidence
from programs.actions.verdict import record_infected
from programs.queries.figure import figures_awaiting, sheet_content, sheet_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.figures import (
    FigureEvidenceFactory,
    FigureFactory,
    IndicatorVersionFactory,
    correction_of,
)
from tests.factories.programs import PDF
from tests.factories.zones import AgencyMemberFactory
from tests.mails import body_to
from zones.models import Figure

pytestmark = pytest.mark.django_db
YEAR = 2025
WHOLE_YEAR = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))


@pytest.fixture
def member():
    return AgencyMemberFactory()


@pytest.fixture
def version():
    return IndicatorVersionFactory()


def seen_by(member) -> str:
    return digest_of(sheet_content(sheet_of(member.agency.zone, YEAR)))


def write(member, *, value="73", code=None, note="", sources="연차실적", seen=None):
    entry = Entry(None if value is None else Decimal(value), note)
    return write_figures(
        member.agency,
        year=YEAR,
        entries={code: entry},
        period=WHOLE_YEAR,
        sources=sources,
        seen=seen_by(member) if seen is None else seen,
        by=member.user,
    )


def test_a_figure_goes_its_whole_way(member, version):
    first, second = FoundationUserFactory.create_batch(2)
    write(member, code=version.indicator.code, note="3건은 확인 중")
    write(member, code=version.indicator.code, value="74")
    FigureEvidenceFactory(agency=member.agency)
    (figure,) = submit_figures(member.agency, year=YEAR, by=member.user)
    take_back_figures(member.agency, year=YEAR, by=member.user)
    (figure,) = submit_figures(member.agency, year=YEAR, by=member.user)
    return_figure(figure, by=first, reason="증빙의 건수와 다릅니다.")
    write(member, code=version.indicator.code, value="75")
    (figure,) = submit_figures(member.agency, year=YEAR, by=member.user)
    approve_figure(figure, by=first)
    assert not Figure.objects.published().exists()

    publish_figure(figure, published_on=date(2026, 6, 30), by=second)

    (told,) = Figure.objects.current()
    assert (told.value, told.approved_by, told.published_by) == (75, first, second)
    assert [event.verb for event in told.events.all()] == [
        "write", "write", "submit", "take_back", "submit", "return", "write", "submit", "approve",
        "publish",
    ]  # fmt: skip
    assert "증빙의 건수와 다릅니다." in body_to(member.user)


def test_the_same_figures_twice_leave_one_event_and_an_empty_cell_takes_nothing_out(
    member, version
):
    code = version.indicator.code
    (figure,) = write(member, code=code)

    assert write(member, code=code) == []
    assert write(member, code=code, value=None) == []
    assert figure.events.count() == 1
    assert Figure.objects.get().value == 73


def test_who_did_not_see_what_a_colleague_saved_overwrites_nothing(member, version):
    stale = seen_by(member)
    write(member, code=version.indicator.code)

    with pytest.raises(FiguresChanged):
        write(member, code=version.indicator.code, value="99", seen=stale)

    assert Figure.objects.get().value == 73


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_what_was_handed_over_is_not_written_any_more(member, state):
    figure = FigureFactory(agency=member.agency, zone=member.agency.zone, **{state: True})

    with pytest.raises(FigureNotOpen):
        write(member, code=figure.version.indicator.code, value="99")

    assert write(member, code=figure.version.indicator.code, value="73") == []


def draft(member, **fields) -> Figure:
    return FigureFactory(agency=member.agency, zone=member.agency.zone, **fields)


def test_without_evidence_source_or_draft_nothing_is_handed_over(member):
    def submit():
        return submit_figures(member.agency, year=YEAR, by=member.user)

    with pytest.raises(NothingToSubmit):
        submit()
    figure = draft(member, sources="")
    FigureEvidenceFactory(agency=member.agency, year=YEAR - 1)
    with pytest.raises(NoEvidence):
        submit()
    evidence = FigureEvidenceFactory(agency=member.agency)
    with pytest.raises(NoSource):
        submit()
    Figure.objects.filter(pk=figure.pk).update(sources="연차실적")
    record_infected(evidence, finding="Eicar")
    with pytest.raises(NoEvidence):
        submit()
    remove_evidence(evidence, by=member.user)
    FigureEvidenceFactory(agency=member.agency)
    assert submit() == [figure]
    assert "Eicar" in body_to(member.user)


def test_figures_of_another_zone_and_year_stay_where_they_are(member):
    own = draft(member)
    others = [draft(member, year=YEAR - 1), FigureFactory()]
    FigureEvidenceFactory(agency=member.agency)

    assert submit_figures(member.agency, year=YEAR, by=member.user) == [own]
    assert set(Figure.objects.filter(state="draft")) == set(others)


def test_nobody_approves_what_they_or_their_agency_entered(member):
    writer, colleague, other = FoundationUserFactory.create_batch(3)
    AgencyMemberFactory(agency=member.agency, user=colleague)
    figure = draft(member, submitted=True, created_by=writer)

    for person in (writer, colleague):
        assert not figures_awaiting(person).exists()
        with pytest.raises(OwnFigure):
            approve_figure(figure, by=person)
    assert list(figures_awaiting(other)) == [figure]
    assert approve_figure(figure, by=other).approved_by == other
    with pytest.raises(TransitionNotAllowed):
        approve_figure(figure, by=other)


@pytest.mark.parametrize("reason", ["", " . "])
def test_a_return_says_why(member, reason):
    with pytest.raises(ValidationError):
        return_figure(draft(member, submitted=True), by=FoundationUserFactory(), reason=reason)


def test_a_figure_is_published_neither_in_the_future_nor_before_what_it_corrects(member):
    staff = FoundationUserFactory()
    former = draft(member, published=True)
    figure = draft(
        member, approved=True, version=former.version, corrects=former, reason="중복 제외"
    )
    tomorrow = timezone.localdate() + timedelta(days=1)

    for day in (tomorrow, former.published_on - timedelta(days=1)):
        with pytest.raises(DayNotPossible):
            publish_figure(figure, published_on=day, by=staff)

    assert publish_figure(figure, published_on=former.published_on, by=staff).value == 73
    assert list(Figure.objects.current()) == [figure]


def test_a_correction_waits_beside_the_published_figure(member):
    former = draft(member, published=True)
    said = {"agency": member.agency, "value": Decimal(70), "sources": "정정", "by": member.user}

    with pytest.raises(ValidationError):
        begin_correction(former, reason="...", **said)
    begun = begin_correction(former, reason="중복 계약 3건 제외", **said)

    assert list(Figure.objects.current()) == [former]
    assert (begun.state, begun.corrects) == ("draft", former)
    for figure in (former, begun):
        with pytest.raises(NotCorrectable):
            begin_correction(figure, reason="다시", **said)
    with pytest.raises(NotCorrectable):
        begin_correction(draft(member), reason="다시", **said)


def test_a_total_is_entered_once_and_approved_by_another(version):
    writer, other = FoundationUserFactory.create_batch(2)
    said = {"year": YEAR, "period": WHOLE_YEAR, "value": Decimal(669), "zones_counted": 14}

    total = enter_total(version, sources="보도자료", by=writer, **said)

    with pytest.raises(NotCorrectable):
        enter_total(version, sources="보도자료", by=other, **said)
    with pytest.raises(OwnFigure):
        approve_figure(total, by=writer)
    returned = return_figure(total, by=other, reason="출처를 적어 주십시오.")
    assert submit_total(returned, by=writer).state == "submitted"
    approve_figure(total, by=other)
    publish_figure(total, published_on=date(2026, 6, 30), is_day_known=False, by=other)
    assert Figure.objects.current().get().is_day_known is False


def upload(name="실적.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_evidence_is_kept_once_and_bounded(member, monkeypatch):
    monkeypatch.setattr("programs.actions.figure_evidence.MOST_EVIDENCE", 2)
    said = {"year": YEAR, "by": member.user}

    first = add_evidence(member.agency, upload=upload(), **said)

    assert add_evidence(member.agency, upload=upload(), **said) == first
    add_evidence(member.agency, upload=upload("다른.pdf"), **said)
    with pytest.raises(TooMuchEvidence):
        add_evidence(member.agency, upload=upload("셋째.pdf"), **said)
    with pytest.raises(ValidationError):
        add_evidence(member.agency, upload=upload("x.exe", b"MZ"), **said)


def test_the_sheet_shows_the_newest_of_the_year_and_what_counts_of_the_year_before(member):
    former = draft(member, published=True, year=YEAR - 1, value=10)
    correction_of(former, value=12)
    begun = draft(member, version=former.version)
    other = IndicatorVersionFactory()

    lines = {line.code: line for line in sheet_of(member.agency.zone, YEAR)}

    line = lines[former.version.indicator.code]
    assert (line.figure, line.before.value, line.is_open) == (begun, 12, True)
    assert lines[other.indicator.code].figure is None
