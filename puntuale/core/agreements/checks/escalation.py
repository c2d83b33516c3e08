"""Does every level say when it is reached and what follows, and can it be reached?"""

from collections.abc import Collection, Iterator

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.escalation import EscalationRow
from puntuale.core.agreements.document.problems import Problem, did_you_mean, problem
from puntuale.core.agreements.metrics import Metric


def wrong_levels(document: Document) -> Iterator[Problem]:
    """Levels with no moment or with two, levels that do nothing, and those of no promise."""
    for row in document.escalation or ():
        if (row.at is None) is (row.after is None):
            yield problem("level_moment", row.place)
        if not (row.notify or row.reassign or row.raises):
            yield problem("level_does_nothing", row.place)
        yield from _nothing_promised(document, row)


def _nothing_promised(document: Document, row: EscalationRow) -> Iterator[Problem]:
    promised = {str(target.metric) for target in (*document.targets, *document.commitments)}
    if document.callback is not None:
        promised.add(Metric.CALLBACK)
    for metric in row.metrics or ():
        if metric and metric not in promised:
            yield problem("metric_not_promised", metric.place, name=metric)


def unknown_teams(document: Document, teams: Collection[str]) -> Iterator[Problem]:
    """Teams that the desk does not have; only who knows its teams can ask."""
    known = {team.casefold() for team in teams}
    for row in document.escalation or ():
        if row.reassign and row.reassign.casefold() not in known:
            hint = did_you_mean(row.reassign, teams)
            yield problem("unknown_team", row.reassign.place, name=row.reassign, hint=hint)
