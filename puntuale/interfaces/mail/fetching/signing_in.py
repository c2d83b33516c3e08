"""`puntuale mail sign-in`: letting a provider grant the right to a mailbox, in a browser anywhere."""

import base64
import hashlib
import secrets
from urllib.parse import parse_qs, quote, urlsplit

import click
from django.utils import timezone

from puntuale.apps.post.actions.grants import Client, keep_grant
from puntuale.interfaces.mail.fetching.providers import UnknownProvider, provider
from puntuale.interfaces.mail.fetching.tokens import NoAccess, tokens_for_code


def sign_in(address: str, client: Client) -> None:
    """Show where to consent, ask for what the browser was sent back with, and keep what it is worth."""
    try:
        where = provider(client.provider, tenant=client.tenant)
    except UnknownProvider:
        raise click.ClickException(f"There is no provider {client.provider}.") from None
    state, verifier = secrets.token_urlsafe(16), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()
    url = where.consent_url(
        client_id=client.client_id,
        state=state,
        challenge=challenge.rstrip("="),
        address=address,
    )
    click.echo(f"Open this address in a browser and sign in as {address}:\n\n{url}\n")
    click.echo("The browser then ends at a page of localhost that cannot be shown.")
    answer = click.prompt("Its address, from the address bar").strip()
    try:
        tokens = tokens_for_code(client, _code_in(answer, state), verifier)
    except NoAccess as why:
        raise click.ClickException(str(why)) from None
    imap_url = f"imaps://{quote(address, safe='')}@{where.imap_host}/INBOX"
    keep_grant(address, imap_url, client, tokens, at=timezone.now())
    click.echo(f"Mail of {address} will be fetched from {where.name}.")


def _code_in(answer: str, state: str) -> str:
    told = parse_qs(urlsplit(answer).query)
    if told.get("state") != [state]:
        raise click.ClickException("This address does not come from the sign-in just begun.")
    if "code" not in told:
        why = told.get("error", ["no code"])[0]
        raise click.ClickException(f"Nothing was granted: {why}.")
    return told["code"][0]
