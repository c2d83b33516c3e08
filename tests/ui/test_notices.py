"""Each kind of notice says what happened, and no two say the same."""

import pytest

from puntuale.apps.tickets.models import Notice
from puntuale.ui.words.notices import told_by


def test_every_kind_has_a_sentence_of_its_own() -> None:
    sentences = [told_by(Notice(kind=kind))[1] for kind in Notice.Kind]

    assert len(set(sentences)) == len(sentences)
    assert all(sentences)


@pytest.mark.parametrize(
    ("kind", "about", "told"),
    [
        ("estimate_used", "7:75", ("near", "75% of the accepted effort is used")),
        ("estimate_used", "7:90", ("near", "90% of the accepted effort is used")),
        (
            "estimate_used",
            "7:100",
            ("late", "The accepted effort is used up: send a revision before going on"),
        ),
        (
            "estimate_used",
            "7:100 fixed",
            ("near", "The accepted effort is used up; the price is fixed"),
        ),
        ("estimate_decided", "7:accepted", ("kept", "The customer accepted the estimate")),
        ("estimate_decided", "7:declined", ("near", "The customer declined the estimate")),
    ],
)
def test_what_became_of_an_estimate_is_said(kind: str, about: str, told: tuple[str, str]) -> None:
    assert told_by(Notice(kind=kind, about=about)) == told
