"""Many of one company register at once over one real database, inside an installation."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Organisation
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.models import COUPON, Account, Lot
from puntuale.apps.registrations.actions import Typed, ask_to_register, make_proof, prove
from puntuale.apps.registrations.models import Registration
from puntuale.interfaces.worker import gifts
from tests.cast import NOON, gather, in_force


def first_coupon(people: int) -> dict[str, object]:
    """All prove their addresses at the same time; then all their gifts are given at the same time.

    Half of them are of a company that lets in whoever has its addresses, half found a new one.
    """
    cast = gather()
    version = in_force("direct-support").versions.get()
    Organisation.objects.filter(pk=cast.alpine.pk).update(joining=Organisation.Joining.DOMAIN)
    for number in range(people):
        domain, company = ("alpine", "Alpine Optics") if number % 2 else ("sartor", "Studio Sartor")
        typed = Typed(
            key=uuid.uuid4(),
            email=f"person{number}@{domain}.example",
            name=f"Person {number}",
            company=company,
            language="en",
        )
        ask_to_register(typed, version, at=NOON)
    tokens = [make_proof(each, at=NOON) for each in Registration.objects.all()]
    _at_once(lambda token: prove(token, at=NOON), tokens)
    _at_once(
        lambda payload: gifts.handle(payload, at=NOON),
        list(Job.objects.filter(kind="registration.gift").values_list("payload", flat=True)),
    )
    return {
        name: _came_of(Organisation.objects.get(name=name))
        for name in ("Alpine Optics", "Studio Sartor")
    }


def _came_of(organisation):
    registered = Registration.objects.filter(organisation=organisation)
    lots = Lot.objects.filter(account__organisation=organisation, account__unit=COUPON)
    held = Account.objects.filter(pk__in=lots.values("account"))
    return {
        "done": registered.filter(state="done").count(),
        "pending": registered.filter(state="pending").count(),
        "coverages": Coverage.objects.filter(organisation=organisation).count(),
        "lots": lots.count(),
        "coupons": sum(held.values_list("posted", flat=True)),
    }


def _at_once(act, each):
    barrier = Barrier(len(each))

    def one(value):
        barrier.wait()
        try:
            return act(value)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(one, each))
