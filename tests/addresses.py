"""All addresses of the URL resolver, filled with the things of a world, and what they answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLResolver

from tests.factories.world import Case, World

LOGIN_NAMES = ("account_login", "admin:login")


@dataclass(frozen=True)
class Address:
    """`name` as `reverse` takes it, or the route where it has none; the parameters of the route."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, route: str, space: str, above: tuple) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parameters = (*above, *pattern.pattern.regex.groupindex)
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, here, space + namespace, parameters)
        else:
            yield Address(space + pattern.name if pattern.name else here, here, parameters)


def path_of(name: str, parameters: tuple[str, ...], case: Case, world: World) -> str:
    """The address of the thing of `case`."""
    values = {**_things(name, case), **_others(world)}
    return reverse(name, kwargs={parameter: values[parameter] for parameter in parameters})


def _things(name: str, case: Case) -> dict[str, Any]:
    kind = name.rpartition(":")[2].partition("-")[0].removeprefix("programs_").partition("_")[0]
    things = {
        "application": case.application,
        "document": case.application,
        "receipt": case.application,
        "review": case.assignment,
        "call": case.call,
        "briefing": case.briefing,
        "registration": case.registration,
        "company": case.application and case.application.company,
        "api": case.briefing,
    }
    thing = things.get(kind)
    return {
        "pk": thing.pk if thing else 1,
        "object_id": thing.pk if thing else 1,
        "code": case.call.code,
        "document_pk": case.document.pk if case.document else 1,
    }


def _others(world: World) -> dict[str, Any]:
    owner = world.users["company"]
    return {
        "slug": world.open.call.agency.zone.slug,
        "id": owner.pk,
        "key": "unknown",
        "uidb36": "1",
        "app_label": "programs",
        "url": "unknown",
        "content_type_id": ContentType.objects.get_for_model(type(world.open.call)).pk,
    }


def admin_models() -> dict[str, type]:
    """`programs_call` → Call, for each model of the admin."""
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
    }


def outcome(response: HttpResponse) -> str:
    """The status; of a redirect where it leads: "login" or "→name"."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    name = resolve(response.url.partition("?")[0]).view_name
    return "login" if name in LOGIN_NAMES else f"→{name}"


def client_of(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
