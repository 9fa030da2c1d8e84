import factory
from django.contrib.auth.models import Group

from portal.accounts.models import User

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.kr")
    name = factory.Sequence(lambda n: f"사람{n}")
    phone = "042-000-0000"
    password = factory.django.Password(PASSWORD)


class FoundationUserFactory(UserFactory):
    is_staff = True

    @factory.post_generation
    def group(user, create, extracted, **kwargs):
        user.groups.add(Group.objects.get_or_create(name="foundation")[0])
