"""What the journeys find in the house, furnished inside the running installation."""

from puntuale.apps.agreements.actions import publish
from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models import SavedReply
from tests.cast import FOUNDED, covered, gather, in_force

SUPPORT = "support@officina.example"


def furnish() -> None:
    """The cast, Tessitura Brembo under the agreement of the suite, and where customers write to."""
    cast = gather()
    suite = in_force("suite-sla")
    covered(cast.brembo, suite, deployment="cloud")
    publish(suite, is_public=True, by=None, at=FOUNDED)
    publish(in_force("standard-services", standard=True), is_public=True, by=None, at=FOUNDED)
    in_force("direct-support")
    Mailbox.objects.create(
        address=SUPPORT, name="Officina Software", language="it", is_default=True
    )
    SavedReply.objects.create(
        title="We need an answer",
        text_en="To go on we need to know: ",
        text_it="Per proseguire ci serve sapere: ",
        waits_for_customer=True,
    )
