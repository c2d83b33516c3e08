"""`puntuale mail replay`: reading mails again after a repair."""

from collections.abc import Sequence

import click
from django.utils import timezone

from puntuale.apps.post.actions.reading import NotReplayable, replay
from puntuale.apps.post.models import InboundMail


def replay_mails(inbound_ids: Sequence[int]) -> None:
    """Have each mail read again by the worker; says which could not be."""
    for inbound_id in inbound_ids:
        mail = InboundMail.objects.defer("raw").filter(pk=inbound_id).first()
        if mail is None:
            raise click.ClickException(f"There is no mail {inbound_id}.")
        try:
            replay(mail, at=timezone.now())
        except NotReplayable as refusal:
            raise click.ClickException(str(refusal)) from None
        click.echo(f"Mail {inbound_id} will be read again.")
