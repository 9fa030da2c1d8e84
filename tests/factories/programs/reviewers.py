"""Who judges."""

import factory

from programs.models import Reviewer
from tests.factories.accounts import UserFactory


class ReviewerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewer

    user = factory.SubFactory(UserFactory)
    employer = factory.Sequence(lambda n: f"예시연구원{n}")
