"""No sentence is untranslated, and none is translated in two ways."""

import ast
from collections import defaultdict

import pytest

from puntuale.config.catalogues import PACKAGE
from tests.environment.messages import (
    KEYWORDS,
    LANGUAGES,
    files_of,
    read,
    rooms,
    sentences_in,
    shortcomings,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", rooms(), ids=lambda room: str(room.relative_to(PACKAGE)))
def test_every_sentence_of_a_room_is_translated(room, language):
    assert list(shortcomings(room, language)) == []


def test_no_sentence_is_hidden_in_an_f_string():
    """There, no tool finds it, and it stays English for everybody."""
    hidden = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
    ]

    assert hidden == []


def test_the_core_says_nothing_in_any_language():
    spoken = [
        sentence for file in files_of(PACKAGE / "core") for _, sentence, _, _ in sentences_in(file)
    ]

    assert spoken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_sentence_is_translated_the_same_everywhere(language):
    translations = defaultdict(set)
    for room in rooms():
        for message in read(room, language):
            if message.id:
                # Django puts all catalogues together: of two translations one would win by chance.
                translations[message.context, message.id].add(message.string)

    assert {key: found for key, found in translations.items() if len(found) > 1} == {}


def test_a_missing_an_empty_and_a_doubtful_sentence_are_found(tmp_path):
    room = tmp_path / "room"
    catalogue = room / "locale" / "it" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    (room / "page.html").write_text(
        '{% load i18n %}\n  {% translate "Queue" %}\n{% translate "Late" %}'
        "{% blocktranslate count n=1 %}{{ n }} hour{% plural %}{{ n }} hours{% endblocktranslate %}"
        '{% translate "Kept" %}'
    )
    catalogue.write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
        'msgid "Late"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Kept"\nmsgstr "Mantenuta"\n\n'
        'msgid "%(n)s hour"\nmsgid_plural "%(n)s hours"\nmsgstr[0] "%(n)s ora"\nmsgstr[1] "ore"\n\n'
        'msgid "Gone"\nmsgstr "Via"\n'
    )

    assert sorted(shortcomings(room, "it")) == [
        "empty: Late",
        "fuzzy: Kept",
        "missing: Queue",
        "placeholders left out: ('%(n)s hour', '%(n)s hours')",
        "superfluous: Gone",
    ]
