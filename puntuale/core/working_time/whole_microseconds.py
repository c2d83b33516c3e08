"""Arrays of instants and durations as int64 microseconds: exactly, or not at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from puntuale.core.working_time.errors import InexactTime
from puntuale.core.working_time.intervals import Instants

NEVER = int(np.iinfo(np.int64).min)
"""What has no answer; NaT when seen as a datetime64 or timedelta64."""


def whole_microseconds(times: npt.ArrayLike) -> Instants:
    """Integers as they are, datetime64 and timedelta64 in microseconds.

    Raises:
        InexactTime: the array holds something else, or what 64 bits of them cannot.
    """
    given = np.asarray(times)
    if given.dtype.kind == "i":
        return given.astype(np.int64, copy=False)
    if given.dtype.kind in "mM" and _is_exact(given.dtype):
        return _in_microseconds(given).view(np.int64)
    raise InexactTime(given.dtype)


def _is_exact(unit: np.dtype[Any]) -> bool:
    # Months and years are dates, but no durations.
    name, _ = np.datetime_data(unit)
    return name != "generic" and not (unit.kind == "m" and name in ("Y", "M"))


def _in_microseconds(given: npt.NDArray[Any]) -> npt.NDArray[Any]:
    unit = f"{given.dtype.kind}8[us]"
    if given.dtype == unit:
        return given
    converted = given.astype(unit)
    # Finer units would be cut and far instants would wrap round: then the way back differs.
    same = (converted.astype(given.dtype) == given) | np.isnat(given)
    if not same.all():
        raise InexactTime(given[~same][0])
    return converted
