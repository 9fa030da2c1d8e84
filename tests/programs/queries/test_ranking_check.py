"""Every way to change a ranking afterwards is found (the command verify_rankings)."""

from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal.common.digest import digest_of_content
from programs.actions.ranking import freeze_ranking
from programs.models import AppliedAdjustment, Ranking, RankingLine, ScoreSheet
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import AppliedAdjustmentFactory, announced, judged_panel

pytestmark = pytest.mark.django_db


def verify(*codes) -> str:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_rankings", *codes, stdout=out, stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue()


@pytest.fixture
def ranking(db):
    panel = judged_panel([(50, 20)] * 5, [(40, 31)] * 5)
    AppliedAdjustmentFactory(
        application=panel.assignments.first().application, adjustment=announced(panel.call)
    )
    return freeze_ranking(panel, by=FoundationUserFactory())


def changed(rows, **fields):
    with pgtrigger.ignore():
        rows.update(**fields)


def test_ranking_that_holds(ranking):
    with translation.override("en"):
        assert "version 1: holds" in verify(ranking.panel.call.code)
    assert verify("unknown") == ""


def another_place(ranking):
    changed(RankingLine.objects.filter(ranking=ranking), place=1)


def another_content(ranking):
    content = ranking.content.replace('"place":2', '"place":1')
    rows = Ranking.objects.filter(pk=ranking.pk)
    changed(rows, content=content, sha256=digest_of_content(content))


def another_sheet(ranking):
    sheet = ScoreSheet.objects.first()
    content = sheet.content.replace("50.00", "60.00")
    rows = ScoreSheet.objects.filter(pk=sheet.pk)
    changed(rows, content=content, sha256=digest_of_content(content))


def another_adjustment(ranking):
    with pgtrigger.ignore():
        AppliedAdjustment.objects.all().delete()


def another_root(ranking):
    changed(Ranking.objects.filter(pk=ranking.pk), root="0" * 64)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (another_place, "the stored line is not that of the content"),
        (another_content, "no key of ours has signed it"),
        (another_content, "worked out again from sheets and points it is another"),
        (another_sheet, "is gone, or is not as it was signed"),
        (another_adjustment, "worked out again from sheets and points it is another"),
        (another_root, "the root is not that of its lines"),
    ],
)
def test_what_was_changed_is_found(ranking, change, words):
    change(ranking)

    found = verify()

    assert words in found
    assert "1 rankings are broken" in found
