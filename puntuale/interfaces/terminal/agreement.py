"""`puntuale agreement`: what a document says, asked without a database unless requests are meant."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import click

from puntuale.apps.agreements.holidays import holidays_of
from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.document.compose import LARGEST
from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.document.read import Outcome, Source, read_documents
from puntuale.core.try_question.answer import Answer, answer_to, refusal
from puntuale.core.try_question.book import Book
from puntuale.core.try_question.examples import failing_examples

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
LANGUAGES = ("en", "it")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def agreement() -> None:
    """Check agreement documents, ask them questions, put them into words, replay requests."""


@agreement.command()
@FILES
def check(files: Sequence[Path]) -> None:
    """Tell every error of FILES, by line; exit 0 when all may be activated."""
    sources, unreadable = _read(files)
    outcomes = read_documents(sources)
    book = Book(outcomes, holidays_of)
    lines = unreadable + [str(problem) for each in outcomes for problem in _problems(each, book)]
    for line in dict.fromkeys(lines):
        click.echo(line)
    sys.exit(1 if lines else 0)


@agreement.command("try")
@FILES
def try_(files: Sequence[Path]) -> None:
    """Answer the questions on standard input about FILES: one JSON object a line, both ways."""
    sources, unreadable = _read(files)
    if unreadable:
        raise click.UsageError("\n".join(unreadable))
    book = Book(read_documents(sources), holidays_of)
    failed = False
    for answer in _answers(sys.stdin.buffer, book):
        failed |= "error" in answer
        click.echo(json.dumps(answer, ensure_ascii=False))
    sys.exit(1 if failed else 0)


@agreement.command()
@FILES
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def show(files: Sequence[Path], language: str) -> None:
    """Put FILES into words, clause by clause, with the lines behind each sentence."""
    sources, unreadable = _read(files)
    if unreadable:
        raise click.UsageError("\n".join(unreadable))
    # Only words need Django: checking and asking do without it.
    import_module("django").setup()
    from puntuale.interfaces.terminal.clauses import in_words

    outcomes = read_documents(sources)
    told = [in_words(each.document, language) for each in outcomes if each.document is not None]
    click.echo("\n\n".join(told))
    for problem in (problem for each in outcomes for problem in each.problems):
        click.echo(problem, err=True)
    sys.exit(1 if any(each.problems for each in outcomes) else 0)


@agreement.command()
@click.argument("code")
@click.argument("against", metavar="draft|FILE|CODE")
@click.option("--from", "first", type=DAY, required=True, help="The first day, 2026-07-01.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, included.")
@click.option("--organisation", default=None, help="Requests of this customer alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; the sums come last.")
def replay(
    code: str,
    against: str,
    first: datetime,
    last: datetime,
    organisation: str | None,
    *,
    as_json: bool,
) -> None:
    """Tell what stored requests under the agreement CODE would have come to under another document.

    Which are those of a period; nothing of them is written.
    """
    # Only stored requests need a database.
    import_module("django").setup()
    from puntuale.interfaces.terminal import replay as replaying

    replaying.replay(code, against, first.date(), last.date(), organisation, as_json=as_json)


def _read(files: Sequence[Path]) -> tuple[list[Source], list[str]]:
    sources, unreadable = [], []
    for file in files:
        try:
            with file.open("rb") as opened:
                sources.append(Source(str(file), opened.read(LARGEST + 1)))
        except OSError as error:
            unreadable.append(f"{file}:1: The file cannot be read: {error.strerror}.")
    return sources, unreadable


def _problems(outcome: Outcome, book: Book) -> Iterator[Problem]:
    yield from against_activation(outcome, holidays_of)
    if outcome.document is not None:
        yield from failing_examples(outcome.document, book)


def _answers(lines: BinaryIO, book: Book) -> Iterator[Answer]:
    for line in lines:
        if not line.strip():
            continue
        try:
            question = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            yield refusal(None, "bad_json", f"The line is not a JSON object: {error}")
        else:
            yield answer_to(question, book)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number of JSON")
