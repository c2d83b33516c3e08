"""`bin/messages`: the sentences of each room, and whether its catalogues have them all.

A room is `config`, `ui`, or one folder of `apps` or `interfaces`: what can be removed as a whole
takes its sentences along.
"""

import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from puntuale.config.catalogues import PACKAGE

LANGUAGES = ("it",)
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Without dates and names: they would change with every run, and history has them anyway.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural_forms}\\n"

"""
FOR_TRANSLATORS = "Translators:"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")


def rooms() -> list[Path]:
    """Every folder that keeps its own sentences, whether it has any or not."""
    doors_and_apps = [*(PACKAGE / "apps").iterdir(), *(PACKAGE / "interfaces").iterdir()]
    return sorted(
        folder
        for folder in [PACKAGE / "config", PACKAGE / "ui", *doors_and_apps]
        if (folder / "__init__.py").exists()
    )


def files_of(folder: Path) -> Iterator[Path]:
    """Every file below `folder` in which a sentence may stand."""
    for pattern in ("*.py", "*.html", "*.txt"):
        yield from sorted(folder.rglob(pattern))


def template_of(room: Path) -> Catalog:
    """A catalogue with every sentence of `room`, without translations."""
    template = Catalog(charset="utf-8")
    for file in files_of(room):
        for _line, sentence, comments, context in sentences_in(file):
            # No line numbers: they would change with every edit of the file.
            place = [(file.relative_to(room).as_posix(), None)]
            template.add(sentence, None, place, auto_comments=comments, context=context)
    return template


def sentences_in(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Line, sentence, comments for translators and context of each sentence of one file."""
    text = file.read_text()
    if file.suffix != ".py":
        # One pair of brackets around it all: what is left of the template's layout is no
        # indentation then. `templatize` keeps every sentence on its line.
        text = f"({templatize(text, origin=str(file))}\n)"
    source = io.BytesIO(text.encode())
    yield from extract("python", source, KEYWORDS, [FOR_TRANSLATORS], strip_comment_tags=True)


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(room: Path, language: str) -> Catalog:
    """The catalogue of `room`; an empty one where there is none yet."""
    path = catalogue_path(room, language)
    if not path.exists():
        return Catalog(locale=language, project="Puntuale", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(room: Path, language: str) -> None:
    """Bring one catalogue up to date; what is new waits for its translation."""
    template, catalogue = template_of(room), read(room, language)
    if not len(template):
        return
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    path = catalogue_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural_forms=catalogue.plural_forms).encode())
        write_po(
            file, catalogue, width=99, omit_header=True, include_lineno=False, sort_by_file=True
        )


def shortcomings(room: Path, language: str) -> Iterator[str]:
    """What is missing, empty, doubtful, superfluous or wrong in one catalogue."""
    catalogue, template = read(room, language), template_of(room)
    for wanted in template:
        if wanted.id and entry(catalogue, wanted) is None:
            yield f"missing: {wanted.id}"
    for one in [*catalogue, *catalogue.obsolete.values()]:
        if one.id and entry(template, one) is None:
            yield f"superfluous: {one.id}"
        elif one.id:
            yield from faults(one, catalogue)


def faults(message: Message, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one translation."""
    said, asked = forms(message), forms_of(message.id)
    if not all(said):
        yield f"empty: {message.id}"
    elif message.fuzzy:
        yield f"fuzzy: {message.id}"
    elif len(asked) > 1 and len(said) != catalogue.num_plurals:
        yield f"not every plural: {message.id}"
    elif any(placeholders(form) - placeholders(asked[-1]) for form in said):
        yield f"other placeholders than the English: {message.id}"
    elif placeholders(said[-1]) != placeholders(asked[-1]):
        yield f"placeholders left out: {message.id}"


def forms(message: Message) -> tuple[str, ...]:
    return forms_of(message.string)


def forms_of(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def placeholders(sentence: str) -> set[str]:
    """The parts of a sentence that a program fills in."""
    return set(PLACEHOLDER.findall(sentence))


def entry(catalogue: Catalog, message: Message) -> Message | None:
    """What `catalogue` has for the same sentence in the same context."""
    return catalogue.get(message.id, message.context)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--check", is_flag=True, help="Change nothing; say what is missing.")
def main(*, check: bool) -> None:
    """Bring every room's message catalogues up to date with its sentences."""
    settings.configure()
    for room, language in itertools.product(rooms(), LANGUAGES):
        if not check:
            update(room, language)
        for line in shortcomings(room, language):
            click.echo(f"{room.relative_to(PACKAGE)} ({language}): {line}")


if __name__ == "__main__":
    main(prog_name="bin/messages")
