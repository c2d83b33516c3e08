"""What would be promised for a request sent now, as a value."""

from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import Field

from puntuale.apps.tickets.forecast import Forecast, kinds_offered
from puntuale.apps.tickets.refusals import refusal_under
from puntuale.interfaces.api.values.clocks import Clock, clock_of
from puntuale.interfaces.api.values.kinds import About, Code, Instant, Refusal, Word
from puntuale.ui.classes import names_under
from puntuale.ui.words.costs import cost_line
from puntuale.ui.words.refusals import because
from puntuale.ui.words.verdicts import in_language


class ForecastQuestion(About):
    """A request that might be sent."""

    contact: Word = Field(
        default="",
        description="For whom the desk asks: a mail address. Customers ask for themselves.",
    )


class ForecastValue(Schema):
    """What would be decided about it; `types` and `severities` are what can be chosen."""

    at: Instant
    agreement: str | None
    version: int | None
    refusal: Refusal | None
    cost: str
    types: list[Code]
    severities: list[Code]
    clocks: list[Clock]


def forecast_of(forecast: Forecast, home: ZoneInfo) -> ForecastValue:
    """What `forecast` says to a reader at `home`."""
    version, document = forecast.decision.version, forecast.document
    line = cost_line(document, forecast.cost) if document else None
    types, severities = kinds_offered(forecast)
    names = names_under(version)
    return ForecastValue(
        at=forecast.at,
        agreement=version.agreement.code if version else None,
        version=version.number if version else None,
        refusal=refusal_to(forecast),
        cost=f"{line.label}: {line.value}. {line.why}".strip() if line else "",
        types=[Code(code=code, title=in_language(row.title)) for code, row in types.items()],
        severities=[
            Code(code=code, title=in_language(row.title)) for code, row in severities.items()
        ],
        clocks=[clock_of(each, home, names) for each in forecast.readings],
    )


def refusal_to(forecast: Forecast) -> Refusal | None:
    """Why the agreement would not take it on, and what is possible."""
    if not forecast.refusal:
        return None
    request = forecast.decision.request
    found = refusal_under(
        forecast.decision.version,
        forecast.refusal,
        channel=request.channel if request else "",
        type=(request.classification.type if request else None) or "",
    )
    return Refusal(code=forecast.refusal, sentence=because(found))
