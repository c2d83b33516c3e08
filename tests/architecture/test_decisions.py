"""Each decision has a number of its own, which stands in its name and in its heading."""

from pathlib import Path

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "decisions").glob("0*.md"))


def test_decisions_are_numbered_one_after_the_other():
    numbers = [int(page.name[:4]) for page in PAGES]

    assert numbers == list(range(1, len(PAGES) + 1))


def test_a_decision_is_headed_by_its_number():
    wrong = [
        page.name for page in PAGES if not page.read_text().startswith(f"# {int(page.name[:4])}. ")
    ]

    assert not wrong
