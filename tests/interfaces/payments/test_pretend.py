"""The provider that moves no money believes nobody but itself."""

import pytest

from puntuale.interfaces.payments.pretend import SIGNATURE, Pretend
from puntuale.interfaces.payments.provider import NotGenuine
from tests.cast import NOON


@pytest.mark.parametrize("signature", ["", "forged", "però"])
def test_what_it_did_not_sign_is_not_believed(signature: str) -> None:
    with pytest.raises(NotGenuine):
        Pretend().read(b"{}", {SIGNATURE: signature}, at=NOON)
