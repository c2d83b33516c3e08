"""Reading the fields of decoded JSON: what is asked for is known, what is left over is refused."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from puntuale.core.agreements.document.kinds.dates import FIRST_YEAR, LAST_YEAR
from puntuale.core.agreements.document.kinds.match import DEPLOYMENTS
from puntuale.core.agreements.document.kinds.money import MONEY
from puntuale.core.agreements.document.problems import did_you_mean
from puntuale.core.agreements.instants import utc
from puntuale.core.try_question.errors import BadQuestion

MOST = 1_000_000_000


@dataclass(slots=True)
class Fields:
    """A JSON object while it is being read; `where` names it in messages."""

    data: dict[str, Any]
    where: str
    asked: list[str] = field(default_factory=list)

    def optional(self, key: str) -> Any:
        """The value of `key`; None where it is left out, or null."""
        self.asked.append(key)
        return self.data.get(key)

    def required(self, key: str) -> Any:
        value = self.optional(key)
        if value is None:
            raise BadQuestion("missing_key", f"“{key}” is missing in {self.where}.")
        return value

    def word(self, key: str) -> str:
        """A text that must be there."""
        return self._word(key, self.required(key))

    def optional_word(self, key: str) -> str | None:
        value = self.optional(key)
        return None if value is None else self._word(key, value)

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        word = self.word(key)
        if word not in choices:
            known, hint = ", ".join(choices), did_you_mean(word, choices)
            raise BadQuestion(
                f"unknown_{key}", f"“{key}” in {self.where} is one of: {known}.{hint}"
            )
        return word

    def optional_one_of(self, key: str, choices: tuple[str, ...]) -> str | None:
        return None if self.optional(key) is None else self.one_of(key, choices)

    def whole(self, key: str) -> int:
        """A whole number from 0 on."""
        value = self.required(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            raise BadQuestion(
                "wrong_number", f"“{key}” in {self.where} is not a whole number from 0 to {MOST}."
            )
        return value

    def optional_whole(self, key: str) -> int | None:
        return None if self.optional(key) is None else self.whole(key)

    def seconds(self, key: str) -> int:
        """Minutes, such as 90 or 37.5, in seconds."""
        value = self.required(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 <= value <= MOST or value * 60 % 1:
            raise BadQuestion(
                "wrong_number", f"“{key}” in {self.where} is not a number of minutes, such as 90."
            )
        return int(value * 60)

    def optional_seconds(self, key: str) -> int | None:
        return None if self.optional(key) is None else self.seconds(key)

    def money(self, key: str) -> Decimal:
        """A quoted decimal, such as "80.00"; never a number, which is binary on its way."""
        value = self.required(key)
        if not isinstance(value, str) or not MONEY.fullmatch(value):
            raise BadQuestion(
                "bad_money", f'“{key}” in {self.where} is not a quoted decimal, such as "80.00".'
            )
        return Decimal(value)

    def instant(self, key: str) -> datetime:
        """ISO 8601 with an offset, in UTC."""
        return self._instant(key, self.required(key))

    def optional_instant(self, key: str) -> datetime | None:
        value = self.optional(key)
        return None if value is None else self._instant(key, value)

    def day(self, key: str) -> date:
        """An ISO date."""
        written = self.word(key)
        try:
            found = date.fromisoformat(written)
        except ValueError:
            found = date.min
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise BadQuestion(
                "bad_date",
                f"“{key}” in {self.where} is not a date from {FIRST_YEAR} to {LAST_YEAR}.",
            )
        return found

    def optional_day(self, key: str) -> date | None:
        return None if self.optional(key) is None else self.day(key)

    def listed(self, key: str) -> list[Any]:
        """A list, empty where it is left out."""
        listed = self.optional(key)
        if listed is None:
            return []
        if not isinstance(listed, list):
            raise BadQuestion("wrong_type", f"“{key}” in {self.where} is not a list.")
        return listed

    def objects(self, key: str, *, required: bool = False) -> list["Fields"]:
        """A list of objects, empty where it may be left out."""
        if required:
            self.required(key)
        listed = enumerate(self.listed(key), 1)
        return [fields_of(each, f"{key} {number}") for number, each in listed]

    def refuse_the_rest(self) -> None:
        for key in self.data:
            if key not in self.asked:
                hint = did_you_mean(key, self.asked)
                raise BadQuestion("unknown_key", f"“{key}” is unknown in {self.where}.{hint}")

    def _word(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise BadQuestion("wrong_type", f"“{key}” in {self.where} is not a text.")
        return value

    def _instant(self, key: str, value: object) -> datetime:
        written = self._word(key, value)
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            raise BadQuestion(
                "bad_instant", f"“{key}” in {self.where} is not an instant of ISO 8601."
            ) from None
        if found.tzinfo is None:
            raise BadQuestion(
                "naive_time", f"“{key}” in {self.where} has no offset, such as +01:00."
            )
        if not FIRST_YEAR < found.year < LAST_YEAR:
            raise BadQuestion(
                "instant_out_of_range",
                f"“{key}” in {self.where} does not lie between {FIRST_YEAR} and {LAST_YEAR}.",
            )
        return utc(found)


def fields_of(value: object, where: str) -> Fields:
    """The fields of an object; anything else is refused."""
    if not isinstance(value, dict):
        raise BadQuestion("wrong_type", f"{where} is not an object.")
    return Fields(value, where)


def deployment(fields: Fields) -> str | None:
    """Where the product runs, a property of the coverage."""
    return fields.optional_one_of("deployment", DEPLOYMENTS)
