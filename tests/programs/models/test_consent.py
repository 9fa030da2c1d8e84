import importlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from programs.models import ConsentText
from tests.factories.programs import ConsentTextFactory, days

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("programs.migrations.0024_consent_applies_from")


@pytest.mark.parametrize(("days_ahead", "is_taken"), [(-1, False), (0, True), (30, True)])
def test_a_text_applies_from_today_at_the_earliest(days_ahead, is_taken):
    day = timezone.localdate() + timedelta(days=days_ahead)
    text = ConsentTextFactory.build(applies_from=day)

    if is_taken:
        text.full_clean()
    else:
        with pytest.raises(ValidationError) as refusal:
            text.full_clean()
        assert list(refusal.value.message_dict) == ["applies_from"]


def test_texts_of_before_apply_since_they_were_published():
    published = days(-9)
    text = ConsentTextFactory(published_at=published)

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FILL)

    assert ConsentText.objects.get(pk=text.pk).applies_from == timezone.localdate(published)
