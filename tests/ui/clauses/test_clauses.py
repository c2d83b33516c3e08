"""An agreement in words: everything that stands in a document is said, once, beside its line."""

from collections import defaultdict

import pytest
from django.utils import translation

from puntuale.core.agreements.document.document import Document, _read, read_entries
from puntuale.core.agreements.document.nodes import Entries, Items, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section
from puntuale.ui.clauses.clauses import SUBJECTS, clauses_of
from tests.core.agreements.specimens import TEXTS, outcome

LANGUAGES = ("en", "it")
WORDS = (
    *("elapsed", "end_of_day", "correction", "evolution", "waiting_access", "waiting_customer"),
    *("cap", "fixed", "effort", "amount", "advance", "arrears", "coupon", "package", "vendor"),
    *("partner", "net", "gross", "cloud", "premises", "accept", "refuse", "reply_only", "customer"),
    *("time", "incident", "owe", "price", "id", "card", "bank_transfer", "accepted", "closed"),
    *(
        "answer",
        "patch",
        "run",
        "hold",
        "voice",
        "chat",
        "free",
        "included",
        "quote",
        "rate",
        "hour",
    ),
    *("day", "ticket", "entry", "next_covered_window", "FR", "DE", "any", "never", "en", "de"),
    *("2027-03-04", "2025-03-04", "from_estimate", "promised_date", "GBP", "12 %", "10:00-12:00"),
)
# Where a value may become another one and the words stay: what these keys say is read by nobody,
# or only counted.
TOLD_AS_A_WHOLE = {("examples",)}


def said(document, language="en"):
    with translation.override(language):
        return clauses_of(document)


def document(code):
    found = outcome(code)
    assert not found.problems
    return found.document


def leaves(node, path=()):
    """The path of every value of a document."""
    if isinstance(node, Entries):
        for key, each in node.nodes.items():
            yield from leaves(each, (*path, key))
    elif isinstance(node, Items) and node.nodes:
        for at, each in enumerate(node.nodes):
            yield from leaves(each, (*path, at))
    else:
        yield path, node


def keys_of_the_language():
    """The keys that reading a document asks for."""
    asked = Section(Entries(Place("nothing", 1), {}), Problems())
    _read(asked)
    return asked.asked


def is_about(sentence, path):
    return any(path[: len(key)] == key for key in sentence.keys)


def test_every_key_of_the_language_belongs_to_exactly_one_clause():
    keys = [key for subject in SUBJECTS for key in subject.keys]

    assert sorted(keys) == sorted(keys_of_the_language())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", TEXTS)
def test_every_value_is_spoken_of_by_exactly_one_clause(code, language):
    found = document(code)
    clauses = said(found, language)

    speakers = {
        path: [
            clause.code
            for clause in clauses
            if any(is_about(each, path) for each in clause.sentences)
        ]
        for path, _ in leaves(found.entries)
    }

    assert {path: codes for path, codes in speakers.items() if len(codes) != 1} == {}


@pytest.mark.parametrize("code", TEXTS)
def test_whatever_value_changes_its_clause_says_something_else(code):
    found = document(code)
    before = {language: said(found, language) for language in LANGUAGES}

    silent = [
        (path, old.text, new.text)
        for path, old in leaves(found.entries)
        if isinstance(old, Scalar) and path[:1] not in TOLD_AS_A_WHOLE
        for new, other in variations(found, path, old)
        if all(said(other, language) == before[language] for language in LANGUAGES)
    ]

    assert silent == []


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_stands_beside_the_lines_it_speaks_of(code):
    found = document(code)
    lines = defaultdict(set)
    for path, node in leaves(found.entries):
        lines[path].add(node.place.line)

    for clause in said(found):
        for sentence in clause.sentences:
            told = {place.line for place in sentence.places}
            for path, numbers in lines.items():
                if is_about(sentence, path):
                    assert numbers <= told


def test_an_inherited_row_stands_in_the_document_it_comes_from():
    (charges,) = [each for each in said(document("platinum")) if each.code == "charges"]

    sources = [each.places[0].source for each in charges.sentences]

    assert sources == ["platinum"] * 3 + ["gold"] * 5


def test_a_row_is_found_by_its_line():
    (promises,) = [each for each in said(document("suite-sla")) if each.code == "promises"]
    first = promises.sentences[0]

    (place,) = first.places

    assert "severity: P1}, metric: response" in TEXTS["suite-sla"].splitlines()[place.line - 1]
    assert [each.text for each in first.words if each.is_strong] == ["1 working hour"]


SENTENCES = [
    (
        "suite-sla",
        ("targets", 0),
        (
            "P1 Blocking · Bug or malfunction and Vulnerability detected: first reply within 1 working"
            " hour. Only time in the hours “working” counts."
        ),
        (
            "P1 Bloccante · Errore o malfunzionamento e Vulnerabilità rilevata: presa in carico entro 1"
            " ora lavorativa. Conta soltanto il tempo nell’orario «lavorativo»."
        ),
    ),
    (
        "suite-sla",
        ("calendars", "working", "weekly"),
        "“working”: Monday to Friday 09:00 – 13:00 and 14:30 – 18:30.",
        "«lavorativo»: da lunedì a venerdì 09:00 – 13:00 e 14:30 – 18:30.",
    ),
    (
        "suite-sla",
        ("calendars", "working", "closures", 0),
        (
            "“summer-2026”: closed from 10 August 2026 to 21 August 2026, announced on 15 June 2026."
            " Open all the same: Wednesday 12 August 2026 09:00 – 13:00."
        ),
        (
            "«summer-2026»: chiuso dal 10 agosto 2026 al 21 agosto 2026, annunciato il 15 giugno 2026."
            " Comunque aperto: mercoledì 12 agosto 2026 09:00 – 13:00."
        ),
    ),
    (
        "bespoke",
        ("coverage", "S2"),
        (
            "S2 System malfunction is handled in: office and out of hours; it is held in: weekend and"
            " bank holiday."
        ),
        (
            "S2 System malfunction è gestita in: ufficio e fuori orario; resta in attesa in: fine"
            " settimana e festivi."
        ),
    ),
    (
        "bespoke",
        ("windows", 0),
        "“bank holiday”: public holidays of United Kingdom (ENG), all day.",
        "«festivi»: giorni festivi di Regno Unito (ENG), tutto il giorno.",
    ),
    (
        "bespoke",
        ("charging", 0),
        (
            "S1 System failed, S2 System malfunction, S3 Operation impaired and S4 Usage: taken from"
            " the time that your fee includes. What goes beyond is charged by time, £90.00 an hour."
        ),
        (
            "S1 System failed, S2 System malfunction, S3 Operation impaired e S4 Usage: scalato dal"
            " tempo compreso nel suo canone. Quello che va oltre è addebitato a tempo, 90,00\xa0£ l'ora."
        ),
    ),
    (
        "standard-services",
        ("clock", "pause_while"),
        (
            "Time stands still only while we wait for your answer, access to your systems and your"
            " decision on an estimate."
        ),
        (
            "Il tempo è fermo soltanto mentre attendiamo: la sua risposta, l’accesso ai suoi sistemi e"
            " la sua decisione su un preventivo."
        ),
    ),
    (
        "standard-services",
        ("targets", 2),
        (
            "T3 Other consultancy: solution by the date that the estimate states; this is an"
            " indication, not a promise. Only time in the hours “normal” counts."
        ),
        (
            "T3 Altra consulenza: soluzione entro la data indicata nel preventivo; è un’indicazione,"
            " non un impegno. Conta soltanto il tempo nell’orario «normale»."
        ),
    ),
    (
        "direct-support",
        ("coupons", "covers"),
        "A coupon pays for each started 15 minutes and costs €25.00.",
        "Un coupon paga 15 minuti, anche solo iniziati, e costa 25,00\xa0€.",
    ),
    (
        "platinum",
        ("charging", 0),
        (
            "Small and short training by phone: included up to 30 minutes. For what goes beyond you"
            " get an estimate first."
        ),
        (
            "Breve formazione telefonica: compreso fino a 30 minuti. Per quello che va oltre riceve"
            " prima un preventivo."
        ),
    ),
    (
        "upgrade-premium",
        ("levels", "L2"),
        "L2 is given by us. It is charged by incident. Only the partner may ask for it.",
        "L2 è fornito da noi. È addebitato a intervento. Può chiederlo soltanto il partner.",
    ),
]


@pytest.mark.parametrize(
    ("code", "path", "english", "italian"),
    SENTENCES,
    ids=[f"{one[0]} {one[1]}" for one in SENTENCES],
)
def test_it_is_said_exactly_so(code, path, english, italian):
    assert about(code, path, "en") == english
    assert about(code, path, "it") == italian


def about(code, path, language):
    """The sentence about one row."""
    sentences = [one for clause in said(document(code), language) for one in clause.sentences]
    return next(str(each) for each in sentences if path in each.keys)


@pytest.mark.parametrize("instead", [
    ("Europe/Rome", "Europe/Rom"),
    ("currency: EUR", "currency: EURO"),
    ("{country: IT}", "{country: XX}"),
    ("severity: P1}, metric", "severity: P9}, metric"),
    ("calendar: working, binding", "calendar: worked, binding"),
    ("metric: response", "metric: respond"),
    ("within: 1 wh", "within: 1 hw"),
    ('["09:00-13:00", "14:30-18:30"]', "[]"),
    ("agreement:", "agreements:"),
])  # fmt: skip
def test_a_document_with_problems_is_put_into_words_all_the_same(instead):
    found = outcome("suite-sla", instead)

    assert said(found.document)


ESCALATING = """escalation:
  - {match: {severity: P1}, metric: [response, resolution], at: 50 %, notify: [assignee, team]}
  - {at: near, raise: true}
  - {after: 2 wh, notify: manager, reassign: Second line}
charging:"""
FOLLOWS = {
    "en": """
P1 Blocking · first reply and solution, when 50% of the time is used: \
we tell whoever works on it and the team.
Every request, when little time is left: it moves up among our work.
Every request, 2 working hours after it is late: we tell the managers. \
Every request, 2 working hours after it is late: it goes to the team “Second line”.
""",
    "it": """
P1 Bloccante · presa in carico e soluzione, quando è usato 50% del tempo: \
avvisiamo chi se ne occupa e la squadra.
Ogni richiesta, quando resta poco tempo: avanza tra i nostri lavori.
Ogni richiesta, 2 ore lavorative dopo la scadenza: avvisiamo i responsabili. \
Ogni richiesta, 2 ore lavorative dopo la scadenza: passa alla squadra «Second line».
""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_follows_when_a_promise_is_in_danger_is_said(language):
    found = outcome("suite-sla", ("charging:", ESCALATING)).document

    (escalation,) = [each for each in said(found, language) if each.code == "escalation"]

    assert [str(each) for each in escalation.sentences] == FOLLOWS[language].strip().splitlines()


def variations(found: Document, path, old):
    """The document with another sound value at `path`: words of the language, numbers, texts."""
    for text in candidates(old):
        new = Scalar(old.place, text, old.quoted)
        problems = Problems()
        other = read_entries(replaced(found.entries, path, new), problems)
        if not problems:
            yield new, other
            return


def candidates(old):
    """Other values of the same kind, as far as the old one shows which kind it is."""
    if old.is_flag:
        yield "false" if old.text == "true" else "true"
        return
    number, space, unit = old.text.partition(" ")
    if space and number.replace(".", "").isdigit():
        yield f"{float(number) + 1:g} {unit}"
    if old.text.replace(".", "").isdigit():
        yield f"{float(old.text) + 1:.2f}" if "." in old.text else str(int(old.text) + 1)
    yield from (word for word in WORDS if word != old.text)
    yield old.text.replace("09:", "08:") if "09:" in old.text else f"{old.text}-x"


def replaced(node, path, new):
    if not path:
        return new
    if isinstance(node, Entries):
        nodes = {**node.nodes, path[0]: replaced(node.nodes[path[0]], path[1:], new)}
        return Entries(node.place, nodes)
    nodes = tuple(
        replaced(each, path[1:], new) if at == path[0] else each
        for at, each in enumerate(node.nodes)
    )
    return Items(node.place, nodes)
