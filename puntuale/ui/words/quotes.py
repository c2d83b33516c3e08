"""What somebody said, inside a sentence of ours."""

from django.utils.translation import gettext as _


def quoted(words: object) -> str:
    """`words` between the marks of the reader's language: “Fast, please”, «Presto»."""
    return _("“%(words)s”") % {"words": words}
