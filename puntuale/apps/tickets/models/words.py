"""The words by which a request is found: FTS5 on SQLite, a tsvector on PostgreSQL.

Words are folded and stemmed before they get here (search/words.py), so that both databases
store and compare the same ones and neither applies a dictionary of its own.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from puntuale.apps.tickets.models.ticket import Ticket
from puntuale.apps.tickets.search.wanted import Term, Wanted
from puntuale.apps.tickets.search.words import NOTED

if TYPE_CHECKING:
    Text = models.TextField[str, str]
    TextLookup = Lookup[str]
else:
    Text, TextLookup = models.TextField, Lookup


class WordsField(Text):
    """Words with blanks between; nothing but letters and figures in them."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: SQLCompiler, connection: Any) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


class TicketWords(models.Model):
    """All words of one request, those that only its notes hold with a mark (search/words.py)."""

    # An FTS5 table has no other key.
    ticket = models.OneToOneField(
        Ticket,
        primary_key=True,
        db_column="rowid",
        on_delete=models.CASCADE,
        related_name="indexed",
    )
    words = WordsField()

    def __str__(self) -> str:
        return f"{self.ticket_id}"


@WordsField.register_lookup
class Match(TextLookup):
    """`words__match=wanted("…")`: all the wanted words are there."""

    lookup_name = "match"
    prepare_rhs = False
    rhs: Wanted

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[str]]:
        # The hidden column of the table's own name stands for the whole row.
        quoted = connection.ops.quote_name
        table = TicketWords._meta.db_table
        alias = getattr(self.lhs, "alias", table)
        return f"{quoted(alias)}.{quoted(table)} MATCH %s", [fts5_query(self.rhs)]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, tsquery(self.rhs)]


class OutOfOrder(models.Func):
    """A key whose order PostgreSQL must not follow: it takes one word for as rare as another.

    To find a rare one by walking down the keys is to read every request. FTS5 keeps its own order.
    """

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s + 0)")


def fts5_query(wanted: Wanted) -> str:
    """`wanted` in the language of FTS5."""
    return " AND ".join(
        _any(" OR ", '"{}"', '"{}"*', term, in_notes=wanted.in_notes) for term in wanted.terms
    )


def tsquery(wanted: Wanted) -> str:
    """`wanted` in the language of PostgreSQL."""
    return " & ".join(
        _any(" | ", "'{}'", "'{}':*", term, in_notes=wanted.in_notes) for term in wanted.terms
    )


def _any(joint: str, whole: str, begun: str, term: Term, *, in_notes: bool) -> str:
    choices = [
        template.format(mark + form)
        for mark in ("", NOTED)[: 1 + in_notes]
        for template, forms in ((whole, term.forms), (begun, [term.beginning]))
        for form in filter(None, forms)
    ]
    return f"({joint.join(choices)})"
