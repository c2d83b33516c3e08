"""What the worker does for every door, by name: doors ignore each other, and meet here."""

from collections.abc import Mapping

# A job's kind, and who carries it out: `handle(payload, *, at, job_id)`. What it changes in the
# database and the end of the job are one transaction, so that it happens exactly once.
# It talks to nobody: on SQLite all other writers wait for it.
EFFECTS: Mapping[str, str] = {
    "mail.received": "puntuale.interfaces.mail.writing.tell.received",
    "mail.refused": "puntuale.interfaces.mail.writing.tell.refused",
    "mail.declined": "puntuale.interfaces.mail.writing.tell.declined",
    "mail.accepted": "puntuale.interfaces.mail.writing.tell.accepted",
    "mail.date": "puntuale.interfaces.mail.writing.tell.date",
    "mail.released": "puntuale.interfaces.mail.writing.tell.released",
    "mail.clarification": "puntuale.interfaces.mail.writing.tell.clarification",
    "mail.answer": "puntuale.interfaces.mail.writing.tell.answer",
    "mail.resolved": "puntuale.interfaces.mail.writing.tell.resolved",
    "mail.closed": "puntuale.interfaces.mail.writing.tell.closed",
    "mail.unreached": "puntuale.interfaces.mail.writing.tell.unreached",
    "mail.reminder": "puntuale.interfaces.mail.writing.tell.reminder",
    "mail.mailbox": "puntuale.interfaces.mail.writing.mailboxes.handle",
    "mail.notice": "puntuale.interfaces.mail.writing.notices.handle",
    "mail.estimate_sent": "puntuale.interfaces.mail.writing.estimates.sent",
    "mail.estimate_told": "puntuale.interfaces.mail.writing.estimates.told",
    "mail.estimate_accepted": "puntuale.interfaces.mail.writing.estimates.accepted",
    "mail.estimate_declined": "puntuale.interfaces.mail.writing.estimates.declined",
    "mail.estimate_withdrawn": "puntuale.interfaces.mail.writing.estimates.withdrawn",
    "mail.estimate_expired": "puntuale.interfaces.mail.writing.estimates.expired",
    "mail.form": "puntuale.interfaces.mail.writing.form_link.handle",
    "mail.sign_in": "puntuale.interfaces.mail.writing.sign_in.handle",
    "mail.registration": "puntuale.interfaces.mail.writing.registrations.proof",
    "mail.registered": "puntuale.interfaces.mail.writing.registrations.registered",
    "registration.gift": "puntuale.interfaces.worker.gifts.handle",
    "mail.not_registered": "puntuale.interfaces.mail.writing.registrations.not_registered",
    "coverages.ending": "puntuale.interfaces.worker.renewals.handle",
    "mail.prepaid": "puntuale.interfaces.mail.writing.prepaid.handle",
    "mail.closure": "puntuale.interfaces.mail.writing.closures.handle",
    "closures.tell": "puntuale.apps.agreements.telling.handle",
    "charges.rate": "puntuale.apps.charges.working.handle",
    "charges.room": "puntuale.apps.charges.stopping.handle",
    "news.step": "puntuale.apps.news.actions.leave_some",
    "mail.news": "puntuale.interfaces.mail.writing.news.handle",
}

# The same for what talks to others, is long, or is many transactions. A worker may be killed between
# the deed and its note: the deed carries a key by which the other side knows it again.
OUTWARD_EFFECTS: Mapping[str, str] = {
    "mail.read": "puntuale.interfaces.mail.filing.file.read_and_file",
    "post.send": "puntuale.interfaces.mail.sending.send.send",
    "search.index": "puntuale.apps.tickets.search.indexing.handle",
    "tickets.sides": "puntuale.apps.tickets.actions.passing_on.handle",
    "partners.links": "puntuale.interfaces.worker.partners.handle",
    "tickets.silence": "puntuale.interfaces.worker.silence.handle",
    "estimates.expiry": "puntuale.interfaces.worker.estimates.handle",
    "housekeeping": "puntuale.interfaces.worker.housekeeping.handle",
    "tickets.reckoning": "puntuale.interfaces.worker.reckoning.handle",
    "ledger.proof": "puntuale.interfaces.worker.ledger.handle",
    "ledger.reservations": "puntuale.interfaces.worker.ledger.let_go",
    "work.reservations": "puntuale.interfaces.worker.work.reserve",
    "vulnerabilities.watch": "puntuale.interfaces.worker.vulnerabilities.watch",
    "access.expiry": "puntuale.interfaces.worker.access.wipe",
    "privacy.copy": "puntuale.apps.privacy.copying.handle",
    "privacy.erase": "puntuale.apps.privacy.erasing.handle",
    "privacy.retention": "puntuale.interfaces.worker.privacy.carry_out",
    "sales.alerts": "puntuale.interfaces.worker.sales.alerts",
    "sales.upkeep": "puntuale.interfaces.worker.sales.upkeep",
    "replay.step": "puntuale.apps.tickets.replay.actions.handle",
    "replay.charges": "puntuale.apps.charges.replaying.handle",
}

# Of these the slow part, which talks to others, can be done ahead for several at once; what is left
# changes only the database: `prepare({job_id: payload}, *, at) -> deed`. It answers with the jobs that it
# has carried out; each other one is carried out alone.
PREPARED_EFFECTS: Mapping[str, str] = {
    "mail.read": "puntuale.interfaces.mail.filing.file.prepare",
}

# Rounds are walked side by side, so that a slow mail server never holds up a clock. A duty does one
# thing, if there is one to do, and says whether it did: `duty(at) -> bool`.
ROUNDS: Mapping[str, tuple[str, ...]] = {
    "clocks": (
        "puntuale.interfaces.worker.duties.take_back_expired_jobs",
        "puntuale.interfaces.worker.duties.wake_next_clock",
        "puntuale.interfaces.worker.duties.start_next_timetable_entry",
        "puntuale.interfaces.worker.duties.tell_of_next_mailbox",
    ),
    # Two, so that a server which does not answer holds up no other mailbox.
    "mailboxes": ("puntuale.interfaces.mail.fetching.fetch.fetch_next_mailbox",),
    "more mailboxes": ("puntuale.interfaces.mail.fetching.fetch.fetch_next_mailbox",),
    "watches": ("puntuale.interfaces.mail.fetching.watching.watch_mailboxes",),
}

# Listening makes sense only for a worker that goes on.
LASTING_ROUNDS = frozenset({"watches"})

# Jobs have a round as well. Those that wait for somebody else's server, or take long, have others of
# their own, so that no dead mail server keeps a mail that came in from being read.
JOBS_APART: Mapping[str, tuple[str, ...]] = {
    "post": ("post.send",),
    "upkeep": (
        "search.index",
        "tickets.silence",
        "estimates.expiry",
        "housekeeping",
        "tickets.reckoning",
        "ledger.proof",
        "ledger.reservations",
        "work.reservations",
        "vulnerabilities.watch",
        "access.expiry",
        "privacy.copy",
        "privacy.erase",
        "privacy.retention",
        "sales.alerts",
        "sales.upkeep",
    ),
    "replays": ("replay.step", "replay.charges"),
}

# The mails that an administrator may word: which, with which names, and how they would read.
MAIL_WORDS = "puntuale.interfaces.mail.writing.desk_of_words"

# What a mailbox meets in and out, for the page that shows how it stands; and a mail to try it with.
TRY_MAILBOX = "puntuale.interfaces.mail.trying.try_mailbox"
# How the right to a mailbox is asked of its provider (apps/post/granting.py).
GRANTING = "puntuale.interfaces.mail.access.consent.GRANTING"
TRIAL_MAIL = "puntuale.interfaces.mail.writing.trial.send_trial"

# The mail about a closure before anybody gets it, for the page on which it is announced.
CLOSURE_MAIL = "puntuale.interfaces.mail.writing.closures.preview"

# The same of a bulletin.
NEWS_MAIL = "puntuale.interfaces.mail.writing.news.preview"
