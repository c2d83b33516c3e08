"""The door with everything that lies behind it."""

from puntuale.interfaces.api.door import door
from puntuale.interfaces.api.views import agreements, forecasts, messages, opening

for router in (opening.router, messages.router, forecasts.router, agreements.router):
    door.add_router("", router)

__all__ = ["door"]
