"""The vendor's own examples: questions to the document and the answers it must give."""

from dataclasses import dataclass

from puntuale.core.agreements.document.nodes import Node, plain
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A question as `agreement try` takes it, and the part of the answer that matters."""

    place: Place
    question: object
    answer: object


def read_example(found: Section) -> ExampleRow:
    question = found.required("question", _plain)
    return ExampleRow(found.place, question, found.required("answer", _plain))


def _plain(node: Node, problems: Problems) -> object:  # noqa: ARG001 (anything may stand here)
    return plain(node)
