"""The link of a remote session, from the template of its tool."""

import re
from urllib.parse import quote

from puntuale.apps.work.errors import MachineMissing
from puntuale.apps.work.models import RemoteTool

PARTS = ("number", "room", "machine")
# What a page may link to; `javascript:` and the like never.
SCHEMES = ("https", "ssh", "rdp", "rustdesk", "teamviewer10", "teamviewerapi", "anydesk", "vnc")


def link_of(tool: RemoteTool, *, number: int, room: str, machine: str) -> str:
    """The template with its parts filled in, each quoted so that it stays one part.

    Raises:
        MachineMissing: the template names a machine, and none was given.
    """
    if "{machine}" in tool.link and not machine.strip():
        raise MachineMissing
    values = {"number": str(number), "room": room, "machine": quote(machine.strip(), safe="@:.-_")}
    return re.sub(r"\{(\w+)\}", lambda part: values[part[1]], tool.link)


def is_sound(template: str) -> bool:
    """Whether a template is a link of a known kind, with no other parts than the known ones."""
    scheme, colon, _rest = template.partition(":")
    parts = re.findall(r"\{([^}]*)\}", template)
    return bool(colon) and scheme in SCHEMES and all(part in PARTS for part in parts)
