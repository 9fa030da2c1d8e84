"""The Korean catalogue is complete, compiled and fit to be read; English sources hold no Korean."""

import ast
import gettext
import io
import re
import string
from pathlib import Path

import allauth
import axes
import django
import rest_framework

from script import catalogue

OURS = [message for message in catalogue.read(catalogue.OURS) if message.id]
THIRD_PARTY = [message for message in catalogue.read(catalogue.THIRD_PARTY) if message.id]
ALL = [*OURS, *THIRD_PARTY]
HANGUL = re.compile("[가-힣]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"</?\w+[^>]*>")
PARTICLE = re.compile(
    r"(?:%\(\w+\)s|%s|\{\w*\})[”’」]?(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])"
)
BOTH_FORMS = re.compile(r"\((?:으|이|은|는|가|을|를|와|과)\)|을/를|이/가|은/는")
# Names and signs that are written so in Korean too
LATIN_ONLY = {"SHA-256", "M Y"}  # a name of mathematics; letters of a date format
# Korean of its own: how Koreans write dates and amounts, and how the switch names the language
KOREAN_IN_SOURCES = {
    "portal/common/money.py": {"억", "천만", "만", "원"},
    "portal/formats/ko/formats.py": {"년", "월"},
    # How companies are called in law, which their names are compared without
    "portal/common/text.py": {
        "사",
        "사단법인",
        "유",
        "유한책임회사",
        "유한회사",
        "재",
        "재단법인",
        "주",
        "주식회사",
        "합명회사",
        "합자회사",
    },
    "portal/common/templatetags/portal_text.py": {"월화수목금토일"},
    # Names of laws, and what the national catalogues call things
    "programs/api/catalogue.py": {"공공기관", "기술개발", "사업화", "전국", "지자체"},
    "programs/exports/card.py": {"곳", "외"},
    "programs/decree.py": {
        "국가연구개발혁신법",
        "단서",
        "민법",
        "별표",
        "시행령",
        "제",
        "조",
        "조제",
        "항",
    },
    "templates/includes/language.html": {"한국어"},
}
# Tells names from other words of a Korean text: its words and endings are what it is about
ABOUT_KOREAN = "programs/hiding.py"
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", re.DOTALL)
LANGUAGES_OF_LIBRARIES = ("ko", "ko_KR", "de", "fr")


def key(message):
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def originals(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def korean(message):
    """Korean has no plural, so there is one text."""
    return (message.string[0] if isinstance(message.string, tuple) else message.string) or ""


def names_of_format(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_catalogue_has_the_messages_of_the_sources():
    in_sources = {key(message) for message in catalogue.extracted() if message.id}
    in_catalogue = {key(message) for message in OURS}

    assert in_sources - in_catalogue == set(), "run script/messages and translate these"
    assert in_catalogue - in_sources == set(), "run script/messages to drop these"


def test_catalogue_has_no_obsolete_messages():
    assert not catalogue.read(catalogue.OURS).obsolete
    assert not catalogue.read(catalogue.THIRD_PARTY).obsolete


def test_compiled_catalogue_is_of_today():
    compiled = catalogue.compiled(
        catalogue.read(catalogue.OURS), catalogue.read(catalogue.THIRD_PARTY)
    )

    assert catalogue.COMPILED.read_bytes() == compiled, "run script/messages"


def test_gettext_reads_the_compiled_catalogue():
    with catalogue.COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert compiled.gettext("Funding calls") == "사업공고"
    assert compiled.ngettext("%(counter)s question", "%(counter)s questions", 1) == (
        compiled.ngettext("%(counter)s question", "%(counter)s questions", 2)
    )


def faulty(is_faulty):
    """The messages with a fault, with their Korean."""
    return {key(message): korean(message) for message in ALL if is_faulty(message)}


def test_messages_are_translated():
    assert faulty(lambda message: not catalogue.is_translated(message)) == {}


def test_messages_are_in_korean():
    """A message that is all placeholders and signs has nothing to translate."""

    def is_latin(message):
        words = PLACEHOLDER.sub("", korean(message))
        return re.search("[A-Za-z]", words) and not HANGUL.search(words)

    assert faulty(lambda message: is_latin(message) and message.id not in LATIN_ONLY) == {}


def test_messages_keep_placeholders_and_tags():
    def parts(text):
        return sorted(PLACEHOLDER.findall(text) + TAG.findall(text)), names_of_format(text)

    assert faulty(lambda it: parts(korean(it)) != parts(originals(it)[-1])) == {}
    assert faulty(lambda message: list(message.check())) == {}


def test_messages_have_no_space_around_them():
    assert faulty(lambda message: korean(message) != korean(message).strip()) == {}


def test_messages_put_no_particle_after_what_is_unknown():
    """Whether 을 or 를 is right depends on the sound before it, so no placeholder has one after."""
    assert faulty(lambda it: PARTICLE.search(korean(it)) or BOTH_FORMS.search(korean(it))) == {}


def test_third_party_messages_are_not_ours():
    assert {key(message) for message in OURS} & {key(message) for message in THIRD_PARTY} == set()


def test_third_party_messages_are_still_in_the_libraries():
    known = set()
    for library in (django, allauth, axes, rest_framework):
        root = Path(library.__file__).parent
        for language in LANGUAGES_OF_LIBRARIES:
            for path in root.glob(f"**/locale/{language}/LC_MESSAGES/django.mo"):
                known |= set(messages_of(path))

    gone = {message.id for message in THIRD_PARTY if originals(message)[0] not in known}
    assert gone == set(), "no library has these any more: drop them from third_party.po"


def messages_of(path):
    """The message ids of a compiled catalogue, which gettext keeps to itself."""
    with path.open("rb") as file:
        ids = gettext.GNUTranslations(file)._catalog
    return (text[0] if isinstance(text, tuple) else text for text in ids)


def test_sources_hold_no_korean():
    found = {}
    for path in catalogue.source_files():
        text = path.read_text(encoding="utf-8")
        texts = texts_of_python(text) if path.suffix == ".py" else [COMMENTS.sub("", text)]
        if runs := {run for part in texts for run in re.findall("[가-힣]+", part)}:
            found[path.relative_to(catalogue.CHECKOUT).as_posix()] = runs

    assert found.pop(ABOUT_KOREAN)
    assert found == KOREAN_IN_SOURCES, "write it in English, and translate it"


def texts_of_python(source):
    """The string constants of a module but its docstrings."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def test_no_message_hides_in_an_f_string():
    """Babel and gettext do not look into f-strings, so such a message would stay English."""
    hidden = [
        f"{path}:{call.lineno}"
        for path in catalogue.source_files()
        if path.suffix == ".py"
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in catalogue.KEYWORDS
    ]

    assert hidden == []


def test_extraction_finds_messages_of_every_form(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% translate 'One' %}\n  {% translate 'Two' context 'late' %}\n"
        "{% blocktranslate count n=3 %}{{ n }} cat{% plural %}{{ n }} cats{% endblocktranslate %}"
        '{{ label|default:_("Three") }}'
    )
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "module.py").write_text(
        'a = _("Four")\nb = pgettext_lazy("postal", "Five")\nc = ngettext_lazy("dog", "dogs", 2)\n'
    )
    monkeypatch.setattr(catalogue, "CHECKOUT", tmp_path)

    found = {(message.context, message.id) for message in catalogue.extracted() if message.id}

    assert found == {
        (None, "One"),
        ("late", "Two"),
        (None, ("%(n)s cat", "%(n)s cats")),
        (None, "Three"),
        (None, "Four"),
        ("postal", "Five"),
        (None, ("dog", "dogs")),
    }


def test_update_drops_what_is_gone_and_guesses_nothing():
    kept = catalogue.Catalog(locale="ko")
    kept.add("Save", "저장")
    kept.add("Funding call", "사업공고")
    sources = catalogue.Catalog()
    sources.add("Save")
    sources.add("Funding calls")

    updated = catalogue.updated(kept, sources)

    assert {message.id: message.string for message in updated if message.id} == {
        "Save": "저장",
        "Funding calls": None,
    }


def test_compiled_leaves_out_what_is_not_translated():
    ours = catalogue.Catalog(locale="ko")
    ours.add("Save", "저장")
    ours.add("Delete", "삭제", flags=["fuzzy"])
    ours.add("Close")
    theirs = catalogue.Catalog(locale="ko")
    theirs.add("Go", "실행")

    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(ours, theirs)))

    assert [compiled.gettext(text) for text in ("Save", "Delete", "Close", "Go")] == [
        "저장",
        "Delete",
        "Close",
        "실행",
    ]
