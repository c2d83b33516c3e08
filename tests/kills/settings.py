"""The product's settings, with handlers whose effects can be counted."""

# ruff: noqa: F403

from puntuale.config import effects
from puntuale.config.settings import *

EFFECTS = {
    **effects.EFFECTS,
    "kills.note": "tests.kills.handlers.note",
    "kills.hold": "tests.kills.handlers.hold",
}
OUTWARD_EFFECTS = {
    **effects.OUTWARD_EFFECTS,
    "kills.append": "tests.kills.handlers.append",
    "kills.doze": "tests.kills.handlers.doze",
}
