"""Somebody who registers, up to the confirmed address."""

import uuid
from typing import Any

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.registrations.actions import Typed, ask_to_register, make_proof, prove
from puntuale.apps.registrations.models import Registration
from tests.cast import NOON


def registers(version: AgreementVersion, **facts: Any) -> Registration:
    """Somebody fills in the form, follows the mail and confirms."""
    usual = {
        "key": uuid.uuid4(), "email": "sara@sartor.example", "name": "Sara Sartor",
        "company": "Studio Sartor", "language": "it", "phone": "+390351234567",
    }  # fmt: skip
    ask_to_register(Typed(**(usual | facts)), version, at=NOON)
    registration = Registration.objects.order_by("-pk")[0]
    done = prove(make_proof(registration, at=NOON), at=NOON)
    assert done is not None
    return done
