"""Files that belong to nothing are removed in the end; what belongs to a request never is."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from puntuale.apps.tickets import strays
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.files import attachment_storage, keep_file, read_file
from puntuale.apps.tickets.models import Attachment
from puntuale.apps.tickets.strays import remove_unknown, remove_unsent
from tests.apps.tickets.stories import asked

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    folder = settings.STORAGES["attachments"] | {"OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"attachments": folder}
    return attachment_storage()


def kept(content=b"log", **ago):
    file = keep_file(content, "log.txt", "text/plain", at=NOW - timedelta(**ago))
    then = (NOW - timedelta(**ago)).timestamp()
    os.utime(attachment_storage().path(file.stored_as), (then, then))
    return file


def test_a_file_chosen_long_ago_and_never_sent_is_removed(
    cast, storage, django_capture_on_commit_callbacks
):
    old, young = kept(days=31), kept(days=29)

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_unsent(NOW) == 1

    assert list(Attachment.objects.all()) == [young]
    assert not storage.exists(old.stored_as)
    assert read_file(young) == b"log"


def test_a_file_of_a_request_is_never_removed(cast, django_capture_on_commit_callbacks):
    file = kept(days=400)
    asked(cast, files=[file])

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_unsent(NOW) == remove_unknown(NOW) == 0

    assert read_file(file) == b"log"


def test_a_file_sent_while_the_sweeper_looks_at_it_stays(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    file = kept(days=31)
    ticket = asked(cast)
    remove = strays._remove

    def sent_meanwhile(found):
        customer_writes(ticket, contact=cast.giulia, text="", files=[file], at=NOW)
        return remove(found)

    monkeypatch.setattr(strays, "_remove", sent_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_unsent(NOW) == 0

    assert read_file(file) == b"log"


def test_bytes_that_no_record_names_are_removed_after_a_while(cast, storage):
    undone, young = kept(days=3), kept(days=1)
    Attachment.objects.all().delete()

    assert remove_unknown(NOW) == 1

    assert not storage.exists(undone.stored_as)
    assert storage.exists(young.stored_as)


def test_what_somebody_else_stores_is_left_alone(cast, storage, tmp_path):
    (tmp_path / "logo").mkdir()
    (tmp_path / "logo" / "sign.svg").write_bytes(b"<svg/>")
    os.utime(tmp_path / "logo" / "sign.svg", (0, 0))

    assert remove_unknown(NOW) == 0
    assert storage.exists("logo/sign.svg")


def test_where_nothing_was_ever_stored_there_is_nothing_to_remove(cast, tmp_path):
    tmp_path.rmdir()

    assert remove_unknown(NOW) == 0
