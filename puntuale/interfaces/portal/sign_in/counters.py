"""How often a passkey says it was used (WebAuthn 6.1.1): a count that does not grow is a copy's."""

import json

from allauth.mfa.models import Authenticator
from django.db import transaction
from fido2.webauthn import AuthenticationResponse

KEPT_AS = "signature_count"


@transaction.atomic
def has_gone_on(authenticator: Authenticator, response: str) -> bool:
    """Whether the count in a checked `response` is later than the last; then it is kept.

    Many passkeys do not count and always say nought.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    before = row.data.get(KEPT_AS, row.wrap().authenticator_data.counter)
    told = AuthenticationResponse.from_dict(json.loads(response))
    now = told.response.authenticator_data.counter
    if (before or now) and now <= before:
        return False
    row.data[KEPT_AS] = now
    row.save(update_fields=["data"])
    authenticator.data = row.data
    return True
