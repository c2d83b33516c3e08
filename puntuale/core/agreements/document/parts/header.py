"""Who promises, to whom, in which languages, zone and money."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.match import DEPLOYMENTS
from puntuale.core.agreements.document.kinds.texts import Texts, language, texts
from puntuale.core.agreements.document.kinds.words import Name, name, one_of, text, whole
from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, items, one_or_more, section


@dataclass(frozen=True, slots=True)
class Scope:
    """What the agreement is about; None is any product, or any deployment."""

    products: tuple[Name, ...] | None
    deployment: tuple[Name, ...] | None
    requires: tuple[Name, ...]


ANYTHING = Scope(None, None, ())
VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Header:
    """The key `agreement`."""

    place: Place
    code: Name
    version: int
    title: Texts
    description: Texts | None
    seller: str
    timezone: Name
    languages: tuple[Name, ...]
    reply_language: Name | None
    currency: Name
    prices: str
    precedence: int
    scope: Scope
    terms_from: Name | None


def read_header(found: Section) -> Header:
    found.has("extends")  # resolved before anything is read
    title = found.required("title", texts)
    return Header(
        place=found.place,
        code=found.required("code", name),
        version=found.required("version", whole(1)),
        title=title,
        description=found.optional("description", texts),
        seller=found.default("seller", one_of("vendor", "partner"), VENDOR),
        timezone=found.required("timezone", _zone_name),
        languages=found.default("languages", items(language), _languages_of(title)),
        reply_language=found.optional("reply_language", one_of("as_request")),
        currency=found.required("currency", name),
        prices=found.default("prices", one_of("net", "gross"), "net"),
        precedence=found.default("precedence", whole(0), 0),
        scope=found.default("scope", section(_read_scope), ANYTHING),
        terms_from=found.optional("terms_from", one_of("partner")),
    )


def _languages_of(title: Texts) -> tuple[Name, ...]:
    return tuple(Name.at(code, title.place) for code in title)


def _read_scope(found: Section) -> Scope:
    return Scope(
        products=found.required("products", _products),
        deployment=found.optional("deployment", one_or_more(one_of(*DEPLOYMENTS))),
        requires=found.default("requires", one_or_more(name), ()),
    )


def _products(node: Node, problems: Problems) -> tuple[Name, ...] | None:
    if isinstance(node, Scalar) and node.text == "any":
        return None
    return items(name)(node, problems)


def _zone_name(node: Node, problems: Problems) -> Name:
    return Name.at(text(node, problems), node.place)
