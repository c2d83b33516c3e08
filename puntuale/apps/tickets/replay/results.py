"""Between sums and the JSON in which a replay keeps them."""

from dataclasses import asdict
from typing import Any

from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.compared import Compared, Sums
from puntuale.core.agreements.replay.totals import Totals
from puntuale.core.agreements.replay.words import Missing


def as_json(compared: Compared) -> dict[str, Any]:
    """The sums as they are kept; times are microseconds."""
    return {
        "requests": compared.requests,
        "left_out": compared.left_out,
        "changed": compared.changed,
        "missing": [[*word, times] for word, times in compared.missing.items()],
        "before": _sums_as_json(compared.before),
        "after": _sums_as_json(compared.after),
    }


def compared_in(kept: dict[str, Any]) -> Compared:
    """The sums that were kept; nothing yet where nothing was."""
    if not kept:
        return Compared()
    return Compared(
        requests=kept["requests"],
        left_out=kept["left_out"],
        changed=kept["changed"],
        missing={Missing(kind, word): times for kind, word, times in kept["missing"]},
        before=_sums_in(kept["before"]),
        after=_sums_in(kept["after"]),
    )


def _sums_as_json(sums: Sums) -> list[dict[str, Any]]:
    return [
        {"metric": metric.value, "binding": binding}
        | asdict(totals)
        | {"minutes": sorted(totals.minutes.items())}
        for (metric, binding), totals in sums.items()
    ]


def _sums_in(kept: list[dict[str, Any]]) -> Sums:
    sums: Sums = {}
    for row in kept:
        counts = {name: value for name, value in row.items() if name not in ("metric", "binding")}
        slot = Metric(row["metric"]), row["binding"]
        sums[slot] = Totals(**counts | {"minutes": dict(row["minutes"])})
    return sums
