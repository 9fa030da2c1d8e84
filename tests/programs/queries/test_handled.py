"""What somebody handles in the admin is a part of what is visible to them, whoever they are."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from programs.models import Panel
from programs.queries import applications_handled_by, applications_visible_to
from programs.queries.blinding import judged_blind_by
from zones.models import Company


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("is_blind", [True, False])
def test_what_is_handled_is_what_is_visible_of_others(is_blind):
    Panel.objects.update(is_blind=is_blind)
    counts = set()

    for user in User.objects.all():
        visible = applications_visible_to(user).received().of_ended_calls()
        others = visible.exclude(company__in=Company.objects.of(user))
        expected = set(others.exclude(pk__in=judged_blind_by(user)))
        assert set(applications_handled_by(user)) == expected, user
        counts.add(len(expected))

    assert len(counts) > 1


def test_a_visitor_handles_nothing(db):
    assert not applications_handled_by(AnonymousUser()).exists()
