"""The house stands as its plan says: addresses, templates, admin pages, files."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.template import engines
from django.urls import NoReverseMatch, URLResolver, get_resolver, resolve, reverse
from pgtrigger import registered

from portal.accounts.models import User

OUR_PACKAGES = ("portal", "zones", "programs")
MOST_LINES = 400
# What a path converter of ours takes
SAMPLES = {
    "panel": 1,
    "ticket": "A0B1C2D3E4",
    "waiver_pk": 1,
    "pk": 1,
    "document_pk": 1,
    "upload_pk": 1,
    "number": 0,
    "section": "head",
    "token": "x",
    "question_pk": 1,
    "section_pk": 1,
    "attachment_pk": 1,
    "material_pk": 1,
    "filter_pk": 1,
    "picture_pk": 1,
    "file_pk": 1,
    "objection_pk": 1,
    "application": 1,
    "digest": "0" * 64,
    "member_pk": 1,
    "vault_pk": 1,
    "voice_pk": 1,
    "invitation_pk": 1,
    "offer_pk": 1,
    "slug": "gimhae",
    "code": "2020-call",
    "id": 1,
    "object_id": "1",
    "app_label": "programs",
    "url": "x",
    "content_type_id": 1,
    "key": "x",
    "uidb36": "1",
    "format": ".json",
}


def our_files():
    return sorted(
        path
        for package in OUR_PACKAGES
        for path in (settings.BASE_DIR / package).rglob("*.py")
        if "migrations" not in path.parts
    )


def named_addresses(resolver, space="", above=()):
    for pattern in resolver.url_patterns:
        parameters = (*above, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_addresses(pattern, space + inner, parameters)
        elif pattern.name:
            yield space + pattern.name, parameters


def reverses(name, parameters):
    try:
        return bool(reverse(name, kwargs={key: SAMPLES[key] for key in parameters}))
    except NoReverseMatch:
        return False


def test_every_name_of_an_address_reverses():
    names = sorted(set(named_addresses(get_resolver())))

    assert len(names) > 60
    assert [name for name, parameters in names if not reverses(name, parameters)] == []


def test_no_pattern_hides_an_address():
    """Each is found again under its own name, whatever the order in which areas are joined."""
    ours = [
        (name, {key: SAMPLES[key] for key in parameters})
        for name, parameters in set(named_addresses(get_resolver()))
        if name.startswith(("zones:", "programs:"))
    ]

    found = {name: resolve(reverse(name, kwargs=kwargs)).view_name for name, kwargs in ours}

    assert len(found) > 100
    assert {name: other for name, other in found.items() if other != name} == {}


def template_files():
    root = settings.BASE_DIR / "templates"
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.suffix in {".html", ".txt", ".xml"}
    )


@pytest.mark.parametrize("name", template_files())
def test_template_compiles(name):
    template = engines["django"].get_template(name)

    assert template.origin.name == str(settings.BASE_DIR / "templates" / name)


def links_in_templates():
    root = settings.BASE_DIR / "templates"
    for name in template_files():
        text = (root / name).read_text()
        for link, rest in re.findall(r"""{% url ["']([^"']+)["'](.*?)%}""", text):
            if " as " not in rest:  # `as` shows a link only where there is such a page
                yield name, link


def test_every_link_in_a_template_has_an_address():
    known = {name for name, _parameters in named_addresses(get_resolver())}

    links = set(links_in_templates())

    assert len(links) > 30
    assert [link for link in links if link[1] not in known] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    sorted(admin.site._registry, key=lambda model: model._meta.label),
    ids=lambda model: model._meta.label,
)
def test_admin_list_opens_for_a_superuser(client, model):
    client.force_login(User.objects.create_superuser("root@example.kr", name="관리자"))
    meta = model._meta

    response = client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))

    assert response.status_code == 200


def test_no_module_is_a_junk_drawer():
    banned = {"utils", "util", "helpers", "helper", "misc", "tools", "services"}

    assert [str(path) for path in our_files() if path.stem in banned] == []


def test_no_file_is_longer_than_anybody_reads():
    long = {
        str(path.relative_to(settings.BASE_DIR)): lines
        for path in our_files()
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }

    assert long == {}


def test_nothing_of_ours_listens_to_signals():
    receivers = re.compile(r"@receiver\(|\b(pre|post)_(save|delete|init)\.connect\(")

    assert [str(path) for path in our_files() if receivers.search(path.read_text())] == []


def functions_of(path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if type(node) is ast.FunctionDef]


def test_every_verb_takes_who_does_it_by_name():
    verbs = [
        (path.name, verb)
        for path in our_files()
        if path.parent.name == "actions"
        for verb in functions_of(path)
        if "by" in [argument.arg for argument in [*verb.args.args, *verb.args.kwonlyargs]]
    ]

    by_place = [
        f"{module}: {verb.name}"
        for module, verb in verbs
        if "by" in [argument.arg for argument in verb.args.args]
    ]
    unsaid = [
        f"{module}: {verb.name}"
        for module, verb in verbs
        if not verb.name.startswith(("_", "record_")) and not ast.get_docstring(verb)
    ]

    assert len(verbs) > 20
    assert (by_place, unsaid) == ([], [])


@pytest.mark.django_db
def test_every_trigger_of_the_code_is_installed_in_the_database():
    """Not only declared: as often and under the name that the code gives it."""
    ours = [
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in registered()
        if model._meta.app_label in {"accounts", "zones", "programs"}
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE 'pgtrigger_%' AND tgenabled = 'O'"
        )
        installed = cursor.fetchall()

    assert sorted(installed) == sorted(ours)


def test_every_model_of_ours_says_what_it_is():
    silent = [
        model.__name__
        for label in ("accounts", "zones", "programs")
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "pgh_tracked_model")
        and (not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("))
    ]

    assert silent == []


# What is held there is deleted or let go in the same transaction, and nobody refers to it meanwhile;
# or the database itself holds it so in the end
HELD_ALONE = {
    "programs/actions/room.py",
    "programs/actions/upload_parts.py",
    "zones/actions/people.py",
}


def test_a_row_is_held_no_more_than_it_is_changed():
    """FOR UPDATE keeps everybody from writing beside the row, and makes them wait in circles."""
    held = [
        (str(path.relative_to(settings.BASE_DIR)), call)
        for path in our_files()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "select_for_update"
    ]

    too_much = {
        name for name, call in held if "no_key" not in {keyword.arg for keyword in call.keywords}
    }

    assert len(held) > 50
    assert too_much == HELD_ALONE
