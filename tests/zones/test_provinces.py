"""Every company can say where it is, whether a zone lies there or not."""

import pytest
from django.core.management import call_command

from zones.forms import CompanyForm
from zones.models import Province

pytestmark = pytest.mark.django_db


def test_all_seventeen_can_be_chosen():
    call_command("ensure_provinces", verbosity=0)

    chosen = dict(CompanyForm().fields["province"].choices).values()

    assert len(chosen) == 18  # with "not said"
    assert {"세종", "제주"} <= {str(name) for name in chosen}


def test_what_is_there_stays():
    Province.objects.create(code="jeju", name_ko="제주특별자치도", name_en="Jeju Province")

    call_command("ensure_provinces", verbosity=0)
    call_command("ensure_provinces", verbosity=0)

    assert Province.objects.count() == 17
    assert Province.objects.get(code="jeju").name_ko == "제주특별자치도"
