"""A charge of the core as JSON, and back: nothing of its derivation is lost."""

from dataclasses import fields
from fractions import Fraction
from typing import Any

import msgspec

from puntuale.core.charges import steps
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.steps import Step

STEPS = {
    each.code: each
    for each in vars(steps).values()
    if isinstance(each, type) and issubclass(each, Step) and each is not Step
}


def as_json(charge: Charge) -> dict[str, Any]:
    """Fractions are written exactly, as `4/3`; instants in UTC. Equal to what is read of it again."""
    written: dict[str, Any] = msgspec.to_builtins(charge, enc_hook=_written)
    written["because"] = [
        {"code": step.code, **msgspec.to_builtins(step, enc_hook=_written)}
        for step in charge.because
    ]
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(written))
    return plain


def charge_of(written: dict[str, Any]) -> Charge:
    """The charge that `as_json` wrote."""
    facts = {
        field.name: msgspec.convert(written[field.name], field.type, dec_hook=_read)
        for field in fields(Charge)
        if field.name != "because"
    }
    return Charge(**facts, because=tuple(map(_step, written["because"])))


def exact(value: object) -> bytes:
    """Any value of the core as bytes: the same one, whenever and wherever it is written."""
    return msgspec.json.encode(value, enc_hook=_written)


def _step(written: dict[str, Any]) -> Step:
    values = {name: value for name, value in written.items() if name != "code"}
    return msgspec.convert(values, STEPS[written["code"]], dec_hook=_read)


def _written(value: object) -> str:
    assert isinstance(value, Fraction)
    return str(value)


def _read(wanted: type, value: object) -> object:
    assert wanted is Fraction
    return Fraction(str(value))
