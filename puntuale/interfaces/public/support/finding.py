"""Which agreements anybody may read, in which languages, and which version of them counts now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.queries import version_in_force, versions_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.core.agreements.document.document import Document

PARAMETER = "language"


@dataclass(frozen=True, slots=True)
class Published:
    """A public agreement as it counts now, and the languages in which its page is written."""

    version: AgreementVersion
    document: Document
    languages: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.version.agreement.code

    def language(self, request: HttpRequest) -> str:
        """The one asked for, else the reader's, else the agreement's first."""
        for wanted in (request.GET.get(PARAMETER, ""), (get_language() or "")[:2]):
            if wanted in self.languages:
                return wanted
        return self.languages[0]


def published(code: str, at: datetime) -> Published:
    """The public agreement with that code.

    Raises:
        Http404: it is not public, or does not count yet.
    """
    agreement = Agreement.objects.filter(code=code, is_published=True).first()
    version = version_in_force(agreement.pk, at) if agreement else None
    if version is None:
        raise Http404
    return _of(version)


def all_published(at: datetime) -> list[Published]:
    """Every public agreement that counts now, by its code."""
    public = set(Agreement.objects.filter(is_published=True).values_list("pk", flat=True))
    versions = versions_in_force(public, at)
    found = [_of(version) for key, version in versions.items() if key in public]
    return sorted(found, key=lambda each: each.code)


def _of(version: AgreementVersion) -> Published:
    document = document_of(version)
    ours = [code for code, _name in settings.LANGUAGES]
    spoken = [str(code) for code in document.header.languages if code in ours]
    return Published(version, document, tuple(spoken or ours[:1]))
