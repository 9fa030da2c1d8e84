import pytest
from tests.addresses import *
from tests.factories.world import CALLERS, make_world
from django.test import override_settings
from django.db import transaction


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("m")):
        with transaction.atomic():
            yield make_world()
            transaction.set_rollback(True)


def test_probe(world, db, settings, client):
    clients = {c: client_of(world.users[c]) for c in CALLERS}
    for c in clients.values():
        c.raise_request_exception = False
    for a in addresses():
        if a.name.startswith("admin"):
            continue
        try:
            cases = [("-", world.open)]
            if any(p in ("pk", "code", "document_pk") for p in a.parameters):
                cases = [(n, getattr(world, n)) for n in ("open", "closed", "draft")]
            for n, case in cases:
                p = path_of(a.name, a.parameters, case, world)
                print(
                    f"{a.name:40} {n:8}"
                    + " ".join(f"{outcome(cl.get(p)):25}" for cl in clients.values())
                )
        except Exception as e:
            print(a.name, n, repr(e))
