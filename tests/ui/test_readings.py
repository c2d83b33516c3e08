"""From the core's reading to the page, with the agreement of the design's own request."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.apps.agreements.starters import starter
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.document.compose import compose
from puntuale.core.agreements.history import Cause, Met, Paused, Resumed, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.ui import readings
from puntuale.ui.why.drawing import draw
from puntuale.ui.why.steps import steps

ROME = ZoneInfo("Europe/Rome")


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME).astimezone(UTC)
