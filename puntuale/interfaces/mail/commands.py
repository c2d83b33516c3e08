"""`puntuale mail`: what a mail server, a pipe or an administrator calls."""

import click

from puntuale.interfaces.mail.exits import StrictCommand


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def mail() -> None:
    """Mail, in and out."""


@mail.command(cls=StrictCommand)
@click.option("--from", "sender", default="", help="The envelope's sender; empty for a bounce.")
@click.option("--to", "recipients", multiple=True, help="An envelope recipient; may be repeated.")
@click.option(
    "--patience", default=60, show_default=True, help="Seconds after which to give the mail back."
)
def receive(sender: str, recipients: tuple[str, ...], patience: int) -> None:
    """Keep one raw mail from standard input.

    Ends with 0 only once the mail is on the disk; with 75 when it could not be kept and is to be
    tried again; with 65 when it is larger than allowed, 66 when there was none, 67 when an
    address cannot be one, 64 when the command was not understood.
    """
    # Loaded here: not even a broken setting may end in anything but "try again".
    from puntuale.interfaces.mail.receiving import receive_from_pipe

    raise SystemExit(receive_from_pipe(sender, recipients, patience_seconds=patience))


@mail.command()
@click.option("--at", "address", default=None, help="Host and port; else PUNTUALE_LMTP.")
def listen(address: str | None) -> None:
    """Take mail by LMTP or SMTP from the mail server on this machine, until stopped."""
    import django

    django.setup()
    from puntuale.interfaces.mail.listening.serve import serve

    serve(address)


@mail.command("sign-in")
@click.argument("address")
@click.option("--with", "provider", required=True, help="google or microsoft.")
@click.option("--client-id", required=True, help="Of the application registered there.")
@click.option("--client-secret", default="", help="Where the application has one.")
@click.option("--tenant", default="", help="With microsoft: the directory; else any.")
@click.option("--send/--no-send", default=True, help="Whether its mail leaves there as well.")
def sign_in_to_mailbox(
    address: str, provider: str, client_id: str, client_secret: str, tenant: str, *, send: bool
) -> None:
    """Fetch and send the mail of ADDRESS without its password, as its provider wants it.

    Shows an address at which the mailbox's owner signs in, and asks for where that leads.
    """
    import django

    django.setup()
    from puntuale.apps.post.granting import Client
    from puntuale.interfaces.mail.access.command import sign_in

    client = Client(
        provider=provider, client_id=client_id, client_secret=client_secret, tenant=tenant
    )
    sign_in(address, client, sends=send)


@mail.command()
@click.argument("inbound_ids", metavar="ID...", type=int, nargs=-1, required=True)
def replay(inbound_ids: tuple[int, ...]) -> None:
    """Read mails again that could not be read, or were held or set aside."""
    import django

    django.setup()
    from puntuale.interfaces.mail.replaying import replay_mails

    replay_mails(inbound_ids)
