"""R-23: a conflict between two transactions is tried again, and never told as a missing balance."""

import pytest
from django.db import OperationalError

from puntuale.apps.ledger.errors import NotEnough, TryAgain
from puntuale.apps.ledger.retrying import TIMES, retried


class Deed:
    """Undone by so many conflicts before it succeeds."""

    def __init__(self, conflicts: int) -> None:
        self.left, self.tried = conflicts, 0

    def __call__(self) -> str:
        self.tried += 1
        if self.left:
            self.left -= 1
            raise OperationalError("deadlock detected")
        return "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("conflicts", [0, 1, TIMES - 1])
def test_it_is_tried_again_until_it_succeeds(conflicts: int) -> None:
    deed = Deed(conflicts)

    assert retried(deed.__call__)() == "done"
    assert deed.tried == conflicts + 1


@pytest.mark.django_db(transaction=True)
def test_after_five_times_it_says_try_again_and_nothing_about_the_balance() -> None:
    deed = Deed(conflicts=TIMES)

    with pytest.raises(TryAgain) as told:
        retried(deed.__call__)()

    assert deed.tried == TIMES == 5
    assert not isinstance(told.value, NotEnough)


def test_inside_a_transaction_its_owner_tries_again(db: None) -> None:
    deed = Deed(conflicts=1)

    with pytest.raises(OperationalError):
        retried(deed.__call__)()

    assert deed.tried == 1
