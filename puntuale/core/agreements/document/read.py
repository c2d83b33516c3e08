"""From texts to documents: what every text says once `extends` is resolved among them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from puntuale.core.agreements.document.blanks import Path, filled
from puntuale.core.agreements.document.compose import compose
from puntuale.core.agreements.document.document import Document, read_entries
from puntuale.core.agreements.document.inherit import own_code, resolved
from puntuale.core.agreements.document.nodes import Entries
from puntuale.core.agreements.document.problems import Problem, Problems


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text, and the name under which its lines are told: a file, most often."""

    name: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one source came to; a document with problems is good for looking at only."""

    source: str
    code: str | None
    document: Document | None
    problems: tuple[Problem, ...]


def read_document(text: str | bytes, parents: Iterable[str | bytes] = ()) -> Outcome:
    """One document; `parents` are the texts that `extends` may name."""
    sources = [Source("document", text)]
    sources += [Source(f"parent {number}", each) for number, each in enumerate(parents, 1)]
    return next(_outcomes(sources))


def read_documents(sources: Iterable[Source]) -> tuple[Outcome, ...]:
    """Every source with its document; one that extends another finds it among `sources`."""
    return tuple(_outcomes(list(sources)))


def filled_document(document: Document, partner_terms: Mapping[Path, str]) -> Outcome:
    """A resolved `document` with what its partner has in the blanks."""
    wrong = Problems()
    found = read_entries(filled(document.entries, partner_terms, wrong), wrong)
    return Outcome("document", own_code(document.entries), found, _told(wrong))


def _outcomes(listed: list[Source]) -> Iterator[Outcome]:
    composed = [compose(each.text, each.name) for each in listed]
    roots = [each.root for each in composed]
    found = [Problems(list(each.problems)) for each in composed]
    by_code: dict[str, Entries] = {}
    for root, wrong in zip(roots, found, strict=True):
        _enter(root, by_code, wrong)
    for each, root, wrong in zip(listed, roots, found, strict=True):
        yield _outcome(each.name, root, by_code, wrong)


def _enter(root: Entries | None, by_code: dict[str, Entries], wrong: Problems) -> None:
    code = own_code(root) if root is not None else None
    if root is None or code is None:
        return
    if code in by_code:
        first = by_code[code].place.source
        wrong.add("agreement_twice", root.nodes["agreement"].place, code=code, first=first)
    by_code.setdefault(code, root)


def _outcome(
    source: str, root: Entries | None, by_code: Mapping[str, Entries], wrong: Problems
) -> Outcome:
    whole = None if root is None else resolved(root, by_code, wrong)
    code = None if root is None else own_code(root)
    if whole is None:
        return Outcome(source, code, None, tuple(wrong))
    return Outcome(source, code, read_entries(whole, wrong), _told(wrong))


def _told(wrong: Problems) -> tuple[Problem, ...]:
    return tuple(sorted(set(wrong.found)))
