"""The remote tools that most desks use, to begin with; the administrator keeps them from then on."""

from puntuale.apps.work.models import RemoteTool

Kind = RemoteTool.Kind
USUAL = (
    (Kind.TEAMVIEWER, "teamviewer10://control?device={machine}"),
    (Kind.SSH, "ssh://support@{machine}"),
    (Kind.RDP, "rdp://full%20address=s:{machine}"),
    (Kind.RUSTDESK, "rustdesk://{machine}"),
    (Kind.JITSI, "https://meet.jit.si/{room}"),
)


def begin_with_usual_tools() -> None:
    """Keep one of each kind, named after it; what is there already stays as it is."""
    RemoteTool.objects.bulk_create(
        (RemoteTool(kind=kind, name=str(kind.label), link=link) for kind, link in USUAL),
        ignore_conflicts=True,
    )
