"""The desk on a Friday evening at ten past six, with everybody who may come to it."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from puntuale.apps.accounts.models import User
from tests.apps.tickets.queue.crowd import NOW
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def elena(cast: Cast, now: None, sign_in: SignIn) -> Client:
    return sign_in(cast.elena)


@pytest.fixture
def davide(cast: Cast, now: None, sign_in: SignIn) -> Client:
    return sign_in(cast.davide)


@pytest.fixture
def maja(cast: Cast, now: None, sign_in: SignIn) -> Client:
    assert cast.maja.user is not None
    return sign_in(cast.maja.user)
