"""A row as one line of text that is the same on every database, and back."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.duration import duration_iso_string

ROWS_AT_ONCE = 500
# A row with bytes in it may be as large as a mail.
LARGE_ROWS_AT_ONCE = 5

Fields = Sequence["models.Field[Any, Any]"]


def columns_of(model: type[models.Model], names: Sequence[str] = ()) -> Fields:
    """The columns of a table, in order: that of `names` where they are given.

    Raises:
        KeyError: the table has other columns than those.
    """
    own = model._meta.concrete_fields
    if not names:
        return own
    by_name = {field.column: field for field in own}
    if len(names) != len(own):
        raise KeyError(model._meta.db_table)
    return [by_name[name] for name in names]


def rows_at_once(model: type[models.Model]) -> int:
    """How many rows of a table fit into memory easily."""
    has_bytes = any(isinstance(field, models.BinaryField) for field in columns_of(model))
    return LARGE_ROWS_AT_ONCE if has_bytes else ROWS_AT_ONCE


def all_rows(model: type[models.Model], *, using: str) -> "models.QuerySet[Any]":
    """Every row of a table by its key, whatever the model's managers hide."""
    return models.QuerySet(model).using(using).order_by("pk")


def lines_of(
    model: type[models.Model], columns: Sequence[str] = (), *, using: str
) -> Iterator[bytes]:
    """Every row of a table by its key, as lines."""
    names = [field.attname for field in columns_of(model, columns)]
    rows = all_rows(model, using=using).values_list(*names)
    for row in rows.iterator(chunk_size=rows_at_once(model)):
        yield line_of(row)


def line_of(row: Sequence[Any]) -> bytes:
    """One row in canonical form: no two forms say the same."""
    values = [plain(value) for value in row]
    return json.dumps(values, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def plain(value: Any) -> Any:
    """`value` as JSON can say it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def row_of(line: bytes, fields: Fields) -> list[Any]:
    """The values of a line, as the columns keep them."""
    values = json.loads(line)
    return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
