"""The public keys that licence files are proved with, those of long ago as well."""

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from puntuale.apps.catalogue.keys import public_keys
from puntuale.core.licences.files import ALGORITHM


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def index(_request: HttpRequest) -> HttpResponse:
    """Each key by its name, in hexadecimal digits."""
    keys = [
        {"kid": kid, "alg": ALGORITHM, "public_key": public.hex()}
        for kid, public in public_keys().items()
    ]
    return HttpResponse(msgspec.json.encode({"keys": keys}), content_type="application/json")
