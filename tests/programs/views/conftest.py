"""Who signs in at the pages."""

import pytest

from tests.factories.zones import AgencyMemberFactory


@pytest.fixture
def membership(db):
    return AgencyMemberFactory()


@pytest.fixture
def as_agency(client, membership):
    client.force_login(membership.user)
    return client
