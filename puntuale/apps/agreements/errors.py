"""Every refusal of an action on an agreement; nothing was changed."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from puntuale.core.agreements.document.problems import Problem


class AgreementRefusal(Exception):
    """An action that was refused; `sentence` says to a person what to do instead."""

    sentence = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class DocumentHasProblems(AgreementRefusal):
    """The document cannot be activated; `problems` name lines and rows."""

    sentence = _("The document has errors. Correct them, then activate it.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*map(str, problems))


class NotADraft(AgreementRefusal):
    """Only a draft can be changed or activated."""

    sentence = _("This version is in force and never changes. Make a new draft.")


class TooEarly(AgreementRefusal):
    """A version cannot hold before an older one began to."""

    sentence = _("A later version is in force already. Choose a later beginning.")


class CodeDiffers(AgreementRefusal):
    """The document names another agreement than the one it is a version of."""

    sentence = _("The document's code is that of another agreement. Correct agreement.code.")


class AlreadyWithdrawn(AgreementRefusal):
    """A closure is withdrawn once."""

    sentence = _("This closure is withdrawn already.")


class ClosureIsOver(AgreementRefusal):
    """What has been cannot be withdrawn."""

    sentence = _("This closure is over. What was closed stays so.")


class NoExample(AgreementRefusal):
    """A question cannot be kept as an example of the document."""

    sentence = _("The example cannot be written into this document. Write it by hand.")
