"""What the journeys find in the house, furnished inside the running installation."""

from datetime import datetime

from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.actions import publish
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.ledger.lots import draw
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models import SavedReply
from tests.apps.catalogue.machines import a_licence
from tests.apps.partners.reseller import a_partner
from tests.apps.sales.shopping import bought, ordered
from tests.cast import FOUNDED, Cast, covered, gather, in_force

SUPPORT = "support@officina.example"


def buy_ahead(cast: Cast, *, at: datetime) -> None:
    """Maja's company has a package, most of it used, and another order that waits for its payment."""
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=True)
    bought(cast, at=at)
    draw(cast.alpine, unit=SECOND, quantity=33 * 3600, reference="before", at=at)
    ordered(cast, at=at)


def sell_by_partner(cast: Cast) -> None:
    """Rete looks after Filanda Sesia, which has the upgrades, at a desk in Italian."""
    filanda = Organisation.objects.create(name="Filanda Sesia", language="it")
    covered(filanda, in_force("upgrade-premium", ("[time-suite]", "[suite]")))
    a_licence(cast.planner, filanda, "FS-1")
    somebody = a_partner("Rete", filanda)
    User.objects.filter(pk=somebody.pk).update(password=cast.elena.password, language="it")


def furnish() -> None:
    """The cast, Tessitura Brembo under the agreement of the suite, and where customers write to."""
    cast = gather()
    suite = in_force("suite-sla")
    covered(cast.brembo, suite, deployment="cloud")
    publish(suite, is_public=True, by=None, at=FOUNDED)
    publish(in_force("standard-services", standard=True), is_public=True, by=None, at=FOUNDED)
    in_force("direct-support")
    buy_ahead(cast, at=timezone.now())
    Mailbox.objects.create(
        address=SUPPORT, name="Officina Software", language="it", is_default=True
    )
    SavedReply.objects.create(
        title="We need an answer",
        text_en="To go on we need to know: ",
        text_it="Per proseguire ci serve sapere: ",
        waits_for_customer=True,
    )
    sell_by_partner(cast)
