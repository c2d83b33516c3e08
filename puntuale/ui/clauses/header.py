"""Who promises, what for, in which languages, hours and money."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.ui.clauses.naming import deployment_name, languages, place_name
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.lists import listed
from puntuale.ui.words.money import currency_name
from puntuale.ui.words.rights import right
from puntuale.ui.words.verdicts import in_language

HEADER = "agreement"


def header(speech: Speech) -> Iterator[Sentence]:
    """The key `agreement`."""
    yield from _itself(speech)
    yield from _scope(speech)
    yield from _language_and_money(speech)


def _itself(speech: Speech) -> Iterator[Sentence]:
    found = speech.document.header
    yield speech.say(
        _("“%(title)s”, code %(code)s, version %(version)s of its document."),
        ("puntuale",),
        *(_at(key) for key in ("title", "code", "version")),
        title=Strong(in_language(found.title)),
        code=found.code,
        version=str(found.version),
    )
    if found.description:
        yield speech.say("%(text)s", _at("description"), text=in_language(found.description))
    if speech.has(*_at("extends")):
        yield speech.say(
            _("It extends %(code)s: what it does not say itself is said there."),
            _at("extends"),
            code=speech.word(*_at("extends")),
        )
    if found.seller == "partner":
        yield speech.say(_("It is sold by authorised partners only."), _at("seller"))
    else:
        yield speech.say(_("It is made with us directly."), _at("seller"))
    if found.terms_from:
        sentence = _("Your partner fills what is left blank; everything else is ours.")
        yield speech.say(sentence, _at("terms_from"))


def _scope(speech: Speech) -> Iterator[Sentence]:
    scope, at = speech.document.header.scope, _at("scope")
    if scope.products is None:
        yield speech.say(_("It covers every product."), (*at, "products"))
    else:
        names = listed(speech.products.get(code, code) for code in scope.products)
        yield speech.say(_("It covers %(products)s."), (*at, "products"), products=Strong(names))
    if scope.deployment:
        kinds = listed(map(deployment_name, scope.deployment))
        yield speech.say(
            _("Only these installations are covered: %(kinds)s."), (*at, "deployment"), kinds=kinds
        )
    if scope.requires:
        rights = listed(map(right, scope.requires))
        yield speech.say(_("It asks for %(rights)s."), (*at, "requires"), rights=rights)
    yield speech.say(
        _(
            "Where several agreements apply, the highest rank counts; the rank of this one is"
            " %(rank)s."
        ),
        _at("precedence"),
        rank=str(speech.document.header.precedence),
    )


def _language_and_money(speech: Speech) -> Iterator[Sentence]:
    found = speech.document.header
    sentence = _("Hours are those of %(place)s.")
    yield speech.say(sentence, _at("timezone"), place=Strong(place_name(found.timezone)))
    if speech.has(*_at("languages")):
        sentence = _("It is written in %(languages)s.")
        yield speech.say(sentence, _at("languages"), languages=languages(found.languages))
    if found.reply_language:
        yield speech.say(_("We answer in the language of the request."), _at("reply_language"))
    if found.prices == "gross":
        sentence = _("Prices are in %(currency)s, VAT included.")
    else:
        sentence = _("Prices are in %(currency)s, without VAT.")
    currency = currency_name(found.currency)
    yield speech.say(sentence, _at("currency"), _at("prices"), currency=currency)


def _at(key: str) -> Path:
    return (HEADER, key)
