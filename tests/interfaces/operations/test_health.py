"""One page says whether all is well, and what to do where it is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.leases import claim_next, give_up
from puntuale.apps.jobs.models import Job, TimetableEntry, Worker
from puntuale.apps.jobs.timetable import note_done
from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.operations.findings import Level
from puntuale.interfaces.operations.looking import look
from puntuale.interfaces.operations.probes import machine
from tests.apps.tickets.stories import asked


def ago(**span):
    return timezone.now() - timedelta(**span)


def page(client):
    answer = client.get("/operations/")
    assert answer.status_code == 200
    return answer.content.decode()


def given_up_job():
    enqueue("mail.answer", {}, at=ago(minutes=1))
    job = claim_next(timezone.now())
    give_up(job, at=timezone.now(), because="550 no such user <b>")
    return job


def test_where_nothing_is_amiss_it_says_so(admin):
    assert "All is well" in page(admin)
    assert {finding.level for finding in look(timezone.now())} == {Level.WELL}


def test_nobody_but_the_administrator_sees_it(client, healthy):
    answers = {}
    for who in ("elena", "davide", "tone"):
        client.force_login(getattr(healthy, who))
        answers[who] = client.get("/operations/").status_code
    client.force_login(healthy.maja.user)
    answers["maja"] = client.get("/operations/").status_code
    client.logout()
    answers["nobody"] = client.get("/operations/").status_code

    assert answers == {"elena": 403, "davide": 403, "tone": 403, "maja": 404, "nobody": 302}


def no_worker():
    Worker.objects.update(seen_at=ago(minutes=1))


def slow_queue():
    enqueue("mail.answer", {}, at=ago(minutes=2))


def stuck_queue():
    enqueue("mail.answer", {}, at=ago(minutes=6))


def late_clock():
    Ticket.objects.update(clock_wakes_at=ago(minutes=6))


def failing_mailbox():
    Mailbox.objects.create(
        address="help@officina.example", imap_url="imaps://mail.example", last_error="no route"
    )


def unread_mail():
    InboundMail.objects.create(raw=b"", sha256="1", door="pipe", received_at=ago(minutes=6))


def unreadable_mail():
    InboundMail.objects.create(
        raw=b"", sha256="1", door="pipe", received_at=ago(minutes=6), state="quarantined"
    )


def unsent_mail():
    OutgoingMail.objects.create(
        kind="answer",
        message_id="<1@desk.example>",
        sender="desk@desk.example",
        subject="",
        text="",
        created_at=ago(minutes=6),
        last_error="connection refused",
    )


def no_backup():
    TimetableEntry.objects.all().delete()


def old_backup():
    TimetableEntry.objects.update(done_at=ago(days=3))


def wrong_clock():
    record_change("clocks.corrected", "#1001", by=None, at=ago(days=6), after={"next_due_at": None})


def not_compared():
    note_done("tickets.reckoning", at=ago(days=3))


def wrong_balance():
    record_change("ledger.wrong", "account 7", by=None, at=ago(days=6), after={"stored": 5})


def not_proved():
    note_done("ledger.proof", at=ago(days=3))


@pytest.mark.parametrize(
    ("happens", "code", "level", "told"),
    [
        (no_worker, "workers", Level.WRONG, "No worker is running"),
        (slow_queue, "queue", Level.ATTENTION, "1 job is due; the first has waited for 2 min"),
        (stuck_queue, "queue", Level.WRONG, "1 job is due; the first has waited for 6 min"),
        (given_up_job, "given_up", Level.ATTENTION, "1 job was given up"),
        (late_clock, "clocks", Level.WRONG, "The clock of 1 request was not read in time"),
        (wrong_clock, "reckoning", Level.ATTENTION, "kept wrong: #1001: next_due_at."),
        (not_compared, "reckoning", Level.ATTENTION, "not compared with their histories"),
        (wrong_balance, "ledger", Level.WRONG, "not the sum of its transfers: account 7."),
        (not_proved, "ledger", Level.ATTENTION, "not proved for two nights"),
        (failing_mailbox, "mailboxes", Level.ATTENTION, "help@officina.example"),
        (unread_mail, "mail_in", Level.WRONG, "1 mail was received but not read yet"),
        (unreadable_mail, "unreadable", Level.ATTENTION, "1 mail could not be read"),
        (unsent_mail, "mail_out", Level.ATTENTION, "1 mail was not sent yet"),
        (no_backup, "backups", Level.ATTENTION, "No backup was ever made"),
        (old_backup, "backups", Level.ATTENTION, "The last backup is 3 days old"),
    ],
)
def test_what_is_amiss_is_told_with_its_remedy(admin, healthy, happens, code, level, told):
    asked(healthy)
    Job.objects.all().delete()
    happens()

    troubles = [finding for finding in look(timezone.now()) if finding.level is not Level.WELL]

    assert [(finding.code, finding.level) for finding in troubles] == [(code, level)]
    assert told in str(troubles[0].sentence)
    assert str(troubles[0].remedy)
    assert "1 thing needs you" in page(admin)


def test_an_old_interpreter_is_told(healthy, monkeypatch):
    monkeypatch.setattr(machine, "GUARDED_PYTHON", (99, 0))

    assert "lacks guards against hostile mail" in str(machine.versions(timezone.now()).sentence)


def test_a_full_disk_is_told_before_it_is_full(healthy, monkeypatch):
    free = machine.shutil.disk_usage(".").free
    monkeypatch.setattr(machine, "SHORT_OF_SPACE", free * 2)
    assert machine.disk(timezone.now()).level is Level.ATTENTION

    monkeypatch.setattr(machine, "OUT_OF_SPACE", free * 2)
    assert machine.disk(timezone.now()).level is Level.WRONG


def test_without_a_mail_server_it_says_that_nothing_is_sent(admin, settings):
    settings.SMTP_URL = ""

    assert "answers are kept and not sent" in page(admin)


def test_a_job_that_was_given_up_is_shown_with_its_reason_and_tried_again(admin, healthy):
    job = given_up_job()
    shown = page(admin)

    answer = admin.post(f"/operations/jobs/{job.pk}/retry/")

    assert "550 no such user &lt;b&gt;" in shown
    assert answer.status_code == 302
    job.refresh_from_db()
    assert job.gave_up_at is None
    assert job.run_at <= timezone.now()
    assert LogEntry.objects.get().what == "job.retried"
    assert LogEntry.objects.get().by == healthy.admin


def test_a_job_can_be_dropped_once(admin):
    job = given_up_job()

    for _ in range(2):
        admin.post(f"/operations/jobs/{job.pk}/drop/")

    job.refresh_from_db()
    assert job.done_at is not None
    assert LogEntry.objects.count() == 1


def test_only_the_administrator_decides_about_jobs_and_never_by_a_link(client, healthy):
    job = given_up_job()
    client.force_login(healthy.elena)
    assert client.post(f"/operations/jobs/{job.pk}/retry/").status_code == 403

    client.force_login(healthy.admin)
    assert client.get(f"/operations/jobs/{job.pk}/retry/").status_code == 405
    assert client.post("/operations/jobs/999/retry/").status_code == 404
    job.refresh_from_db()
    assert job.gave_up_at is not None


def test_what_cannot_be_looked_at_is_wrong_and_the_rest_is_told(healthy, monkeypatch):
    def fails(*_, **__):
        raise OSError("/secret/path is gone")

    monkeypatch.setattr(machine.shutil, "disk_usage", fails)

    found = look(timezone.now())

    assert [finding.code for finding in found if finding.is_wrong] == ["disk"]
    assert "/secret/path" not in str(found[0].sentence)
    assert len(found) > 5
