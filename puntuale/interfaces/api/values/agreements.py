"""An agreement as a value."""

from ninja import Schema

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.interfaces.api.values.kinds import Instant
from puntuale.ui.words.verdicts import in_language


class AgreementValue(Schema):
    """An agreement by the version that holds now."""

    code: str
    title: str
    version: int
    sha256: str
    valid_from: Instant | None


class Agreements(Schema):
    """Those that the caller may read: all for the desk, one's own for a customer."""

    items: list[AgreementValue]


def agreement_of(version: AgreementVersion) -> AgreementValue:
    """The agreement as `version` has it."""
    return AgreementValue(
        code=version.agreement.code,
        title=in_language(version.titles),
        version=version.number,
        sha256=version.sha256,
        valid_from=version.valid_from,
    )
