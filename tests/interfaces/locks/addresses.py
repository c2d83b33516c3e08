"""Every address there is, which of them anybody may open, and what may stand in them."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

# By the names that stand in addresses: what is put in their place.
Values = Mapping[str, list[str]]

# What anybody may open; the reason stands beside it.
PUBLIC = {
    "/theme/": "how the page looks, before signing in as well",
    "/language/": "in which language one signs in",
    "/sign-in/": "the way in",
    "/sign-in/link/": "the way in without a password",
    "/sign-in/link/sent/": "where the mailed code is typed",
    "/sign-in/link/<token>/": "where the mailed link leads",
    "/sign-in/passkey/": "the way in with a passkey alone",
    "/sign-in/with/provider/": "the way in by the company's own provider, where there is one",
    "/sign-in/with/<provider_id>/back/": "where the provider leads back to",
    "/sign-in/second-factor/": "the second half of the way in",
    "/sign-in/closed/": "what somebody is told whose account is closed",
    "/sign-out/": "leaving, also half-way in",
    "/setup/": "the first run; once somebody can sign in it does not exist",
    "/support/": "what we promise, where an agreement is published",
    "/support/<code>/": "the same of one agreement; the others do not exist",
    "/support/<code>/closures.ics": "on which days it is closed",
    "/closures.ics": "on which days nobody is there",
    "/calendar/<token>/promises.ics": "one's promises, for whoever has the secret address",
    "/licences/activation/": "a program that asks for a seat, which is told no more than that",
    "/licences/keys.json": "the public keys that licence files are proved with",
    "/payments/messages/": "what a payment provider signs; nothing else is believed",
    "/mail/<token>/": "declining reminders or news, for whoever has the secret of such a mail",
    "/register/": "registering without an account, where an agreement asks for it",
    "/register/sent/": "look into your mail, whoever registers",
    "/register/<token>/": "where the mailed proof leads",
    "/call-back/": "a call for somebody without an account, where the agreement offers it",
    "/call-back/sent/": "thanks for it",
    "/enquiry/": "what somebody asks who is no customer yet, where an agreement is for them",
    "/enquiry/sent/": "thanks for it",
    "/partners/": "the partners who want to be found",
    "/telephony/events/": "what a telephone system signs; nothing else is believed",
    "/security/": "a vulnerability, reported by whoever found it",
    "/security/sent/": "thanks for it",
    "/.well-known/security.txt": "where it is reported (RFC 9116)",
    "/request/": "a request without an account",
    "/request/promise/": "what we promise on it",
    "/request/sent/": "thanks for it",
    "/estimates/<token>/": "an estimate, for whoever has the secret address that was mailed",
    "/estimates/<token>/card.pdf": "the same on paper",
    "/estimates/<token>/<revision>/": "a later one of the same request",
    "/estimates/<token>/<revision>/card.pdf": "and that on paper",
    "/files/picture/<token>/": "a picture that a reader asked for: a sandboxed frame has no session",
    "/api/v1/": "how programs come in",
    "/api/v1/openapi.json": "the same for programs",
    "/api/v1/<rest>": "that nothing is there",
}
# Monitors cannot sign in: these say whether it runs, and nothing of what is in it.
FOR_MONITORS = {"/healthz", "/metrics"}


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        text = str(pattern.pattern)
        for converter in ("str:", "int:", "slug:", "uuid:", "path:"):
            text = text.replace(f"<{converter}", "<")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + text)
        else:
            yield before + text, pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))
# These ask for a token instead, and a session opens none of them.
BY_TOKEN = {path for path in ADDRESSES if path.startswith("/api/v1/")} - PUBLIC.keys()


def filled(path: str, values: Values) -> Iterator[str]:
    """The address with every value that may stand in it."""
    start, bracket, rest = path.partition("<")
    if not bracket:
        yield path
        return
    name, _, after = rest.partition(">")
    for value in values.get(name, ["1", "unknown"]):
        yield from filled(f"{start}{value}{after}", values)
