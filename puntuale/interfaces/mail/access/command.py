"""`puntuale mail sign-in`: letting a provider grant the right to a mailbox, in a browser anywhere."""

from urllib.parse import parse_qs, urlsplit

import click
from django.utils import timezone

from puntuale.apps.post.granting import Client, NoAccess
from puntuale.interfaces.mail.access.consent import begin, conclude
from puntuale.interfaces.mail.access.providers import UnknownProvider

# Where the browser is sent back to: nobody answers there, its address bar has the code.
RETURNS_TO = "http://localhost"


def sign_in(address: str, client: Client, *, sends: bool) -> None:
    """Show where to consent, ask for what the browser was sent back with, and keep what it is worth."""
    try:
        consent = begin(address, client, RETURNS_TO)
    except UnknownProvider:
        raise click.ClickException(f"There is no provider {client.provider}.") from None
    click.echo(f"Open this address in a browser and sign in as {address}:\n\n{consent.url}\n")
    click.echo("The browser then ends at a page of localhost that cannot be shown.")
    answer = click.prompt("Its address, from the address bar").strip()
    code = _code_in(answer, consent.state)
    try:
        conclude(
            address, client, code, consent.verifier, RETURNS_TO, sends=sends, at=timezone.now()
        )
    except NoAccess as why:
        raise click.ClickException(str(why)) from None
    done = "fetched, and leaves," if sends else "fetched"
    click.echo(f"Mail of {address} is {done} without its password from now on.")


def _code_in(answer: str, state: str) -> str:
    told = parse_qs(urlsplit(answer).query)
    if told.get("state") != [state]:
        raise click.ClickException("This address does not come from the sign-in just begun.")
    if "code" not in told:
        why = told.get("error", ["no code"])[0]
        raise click.ClickException(f"Nothing was granted: {why}.")
    return told["code"][0]
