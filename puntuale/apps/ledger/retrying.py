"""When two of them wait for each other the database undoes one: it tries again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

from puntuale.apps.ledger.errors import TryAgain

TIMES = 5
P = ParamSpec("P")
R = TypeVar("R")


def retried(action: Callable[P, R]) -> Callable[P, R]:
    """Carry out again what a conflict undid, up to five times; inside a transaction its owner does.

    Raises:
        TryAgain: it was undone every time; never to be told as a missing balance.
    """

    @wraps(action)
    def trying(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        for _again in range(TIMES):
            try:
                return action(*args, **kwargs)
            except OperationalError as error:
                conflict = error
        raise TryAgain from conflict

    return trying
