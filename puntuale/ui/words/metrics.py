"""What a promise is about: its name, and the sentences that speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Metric:
    """One kind of promise in words; the keys of sentences are `when`, `early`, `late`, `person`."""

    name: Lazy
    in_row: Lazy
    we: Lazy
    promised: Lazy
    aim: Lazy
    late: Lazy
    done: Lazy


METRICS: Mapping[str, Metric] = {
    "response": Metric(
        name=_("First reply"),
        in_row=pgettext_lazy("in a row", "first reply"),
        we=pgettext_lazy("label", "We reply"),
        promised=_("You get a first reply by %(when)s."),
        aim=_("We aim at a first reply by %(when)s."),
        late=_("We promised a first reply by %(when)s."),
        done=_("First reply %(when)s"),
    ),
    "answer": Metric(
        name=_("Answer"),
        in_row=pgettext_lazy("in a row", "answer"),
        we=pgettext_lazy("label", "We answer"),
        promised=_("We answer by %(when)s."),
        aim=_("We aim to answer by %(when)s."),
        late=_("We promised an answer by %(when)s."),
        done=_("Answered %(when)s"),
    ),
    "resolution": Metric(
        name=_("Solution"),
        in_row=pgettext_lazy("in a row", "solution"),
        we=pgettext_lazy("label", "We solve it"),
        promised=_("We solve it by %(when)s."),
        aim=_("We aim to solve it by %(when)s."),
        late=_("We promised a solution by %(when)s."),
        done=_("Solved %(when)s"),
    ),
    "callback": Metric(
        name=_("Call back"),
        in_row=pgettext_lazy("in a row", "call back"),
        we=pgettext_lazy("label", "We call back"),
        promised=_("We call you back by %(when)s."),
        aim=_("We aim to call you back by %(when)s."),
        late=_("We promised to call you back by %(when)s."),
        done=_("Called back %(when)s"),
    ),
    "patch": Metric(
        name=_("Patch"),
        in_row=pgettext_lazy("in a row", "patch"),
        we=pgettext_lazy("label", "The patch is ready"),
        promised=_("The patch is ready by %(when)s."),
        aim=_("We aim to have the patch ready by %(when)s."),
        late=_("We promised a patch by %(when)s."),
        done=_("Patch released %(when)s"),
    ),
}
