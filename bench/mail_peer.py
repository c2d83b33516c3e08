"""What django-helpdesk makes of a folder of mails; run by the interpreter that has it (bench/peers.py).

    python bench/mail_peer.py FOLDER

Prints one line of JSON: how long `get_email` took, and the requests that it made.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.urls import include, path

RULES = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"  # as durable as what it is compared with
)

urlpatterns: list[Any] = []


def configure(folder: Path) -> None:
    settings.configure(
        SECRET_KEY="bench",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.messages",
            "django.contrib.admin",
            "django.contrib.humanize",
            "rest_framework",
            "helpdesk",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "helpdesk.sqlite3",
                "OPTIONS": {"init_command": RULES, "transaction_mode": "IMMEDIATE"},
            }
        },
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        MEDIA_ROOT=str(folder / "media"),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF=__name__,
        SITE_ID=1,
        # Its teams are an application of their own; without them it works as well.
        HELPDESK_TEAMS_MODE_ENABLED=False,
        USE_TZ=True,
        LOGGING_CONFIG=None,
    )
    django.setup()
    global urlpatterns
    urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]


def measured(mails: Path) -> dict[str, Any]:
    from django.core.management import call_command
    from helpdesk.models import Queue, Ticket

    call_command("migrate", verbosity=0)
    Queue.objects.create(
        title="Support",
        slug="support",
        email_address="support@officina.example",
        allow_email_submission=True,
        email_box_type="local",
        email_box_local_dir=str(mails),
        email_box_interval=0,
        logging_type="none",
        default_owner=None,
    )
    began, worked = time.monotonic(), time.process_time()
    call_command("get_email", quiet=True)
    seconds, processor = time.monotonic() - began, time.process_time() - worked
    return {
        "seconds": seconds,
        "processor": processor,
        "requests": [
            {
                "subject": ticket.title,
                "sender": ticket.submitter_email,
                "text": ticket.description,
                "files": [
                    each.filename
                    for followup in ticket.followup_set.all()
                    for each in followup.followupattachment_set.all()
                ],
            }
            for ticket in Ticket.objects.all()
        ],
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as kept:
        configure(Path(kept))
        print(json.dumps(measured(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
