"""Every pair of colours that stands together can be told apart, in both themes."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "puntuale/ui/static/ui/css/tokens.css"
THEMES = {"light": 0, "dark": 1}
TEXT, CONTROL = 5.2, 3.1

GROUNDS = ["canvas", "sheet", "sunk", "hover"]
INKS = ["ink", "ink-soft", "ink-faint", "link", "near-ink", "late-ink", "kept-ink", "paused-ink"]
TEXT_PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *((ink, wash) for ink in ("ink", "ink-soft") for wash in
      ("now-wash", "near-wash", "late-wash", "kept-wash", "paused-wash")),
    *((f"{hue}-ink", f"{hue}-wash") for hue in ("near", "late", "kept", "paused")),
    ("on-ink", "ink"),
    ("on-ink", "ink-soft"),
    ("on-now", "now"),
    ("on-late", "late"),
    ("board-ink", "board"),
    ("board-soft", "board"),
    ("now", "board"),
]  # fmt: skip
CONTROL_PAIRS = [
    *((mark, ground) for mark in ("rule-control", "late", "kept", "paused", "held", "near")
      for ground in ("canvas", "sheet")),
    ("now", "board"),
]  # fmt: skip


def colours():
    """Each token as two colours of three linear parts: light, dark."""
    found = {}
    for name, value in re.findall(r"--color-([\w-]+):\s*(.+?);", TOKENS.read_text()):
        shades = [linear(*map(float, shade)) for shade in OKLCH.findall(value)]
        found[name] = shades * 2 if len(shades) == 1 else shades
    return found


OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")


def linear(lightness, chroma, hue):
    """OKLCH as linear sRGB, each part cut to 0…1 (CSS Color 4, section 10)."""
    angle = math.radians(hue)
    a, b, light = chroma * math.cos(angle), chroma * math.sin(angle), lightness / 100
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return [min(max(part, 0), 1) for part in (red, green, blue)]


def contrast(one, other):
    """WCAG 2.2, 1.4.3: from 1 to 21."""
    lights = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(ink, ground, theme):
    found = colours()

    assert contrast(found[ink][THEMES[theme]], found[ground][THEMES[theme]]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), CONTROL_PAIRS)
def test_controls_bars_and_marks_can_be_seen(mark, ground, theme):
    found = colours()

    assert contrast(found[mark][THEMES[theme]], found[ground][THEMES[theme]]) >= CONTROL


def test_the_arithmetic_agrees_with_known_colours():
    white, black = linear(100, 0, 0), linear(0, 0, 0)

    assert contrast(white, black) == pytest.approx(21, abs=0.01)
    # #ff0000 is oklch(62.8% 0.2577 29.23).
    assert linear(62.7955, 0.257683, 29.2339) == pytest.approx([1, 0, 0], abs=0.001)


def test_every_token_named_in_a_pair_exists():
    named = {name for pair in (*TEXT_PAIRS, *CONTROL_PAIRS) for name in pair}

    assert named <= set(colours())
