"""The promised call: who calls, how often, and when not."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.parts.callback import CallbackRow
from puntuale.ui.clauses.naming import all_plainly, hours_name
from puntuale.ui.clauses.pauses import waited_for
from puntuale.ui.clauses.promises import working_day
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.clauses.weeks import clock
from puntuale.ui.words.quantities import within

AT: Path = ("callback",)


def callback(speech: Speech) -> Iterator[Sentence]:
    """The key `callback`."""
    row = speech.document.callback
    if row is None:
        return
    yield from _asked_for(speech, row)
    if row.initiated_by:
        yield speech.say(_("The call comes from us."), (*AT, "initiated_by"))
    if row.media:
        media = all_plainly(row.media, _media())
        yield speech.say(_("We talk by %(media)s."), (*AT, "media"), media=media)
    yield from _attempts(speech, row)


def _asked_for(speech: Speech, row: CallbackRow) -> Iterator[Sentence]:
    if row.has_form:
        yield speech.say(_("You can ask for a call with a form."), (*AT, "form"))
    elif speech.has(*AT, "form"):
        yield speech.say(_("There is no form to ask for a call."), (*AT, "form"))
    if row.within is None:
        return
    keys = (*AT, "within"), (*AT, "calendar")
    time = Strong(within(str(row.within), working_day(speech, row.calendar)))
    if row.calendar:
        yield speech.say(
            _("We call within %(time)s, counted in the hours “%(hours)s”."),
            *keys,
            time=time,
            hours=hours_name(row.calendar),
        )
    else:
        yield speech.say(_("We call within %(time)s."), *keys, time=time)


def _attempts(speech: Speech, row: CallbackRow) -> Iterator[Sentence]:
    if row.max_attempts:
        sentence = ngettext(
            "We try %(count)s time.", "We try up to %(count)s times.", row.max_attempts
        )
        yield speech.say(sentence, (*AT, "max_attempts"), count=str(row.max_attempts))
    if row.spacing is not None:
        values = {"least": within(str(row.spacing.least)), "most": ""}
        sentence = _("Between two attempts there are at least %(least)s.")
        if row.spacing.most is not None:
            values["most"] = within(str(row.spacing.most))
            sentence = _("Between two attempts there are from %(least)s to %(most)s.")
        yield speech.say(sentence, (*AT, "spacing"), **values)
    if row.quiet_hours is not None:
        quiet = {"from": clock(row.quiet_hours.opens), "to": clock(row.quiet_hours.closes)}
        sentence = _("We do not call between %(from)s and %(to)s of your time.")
        yield speech.say(sentence, (*AT, "quiet_hours"), **quiet)
    after = row.after_last_attempt
    if after is not None and after.send:
        sentence = _("After the last attempt we write you an email.")
        yield speech.say(sentence, (*AT, "after_last_attempt", "send"))
    if after is not None and after.set:
        yield speech.say(
            _("After the last attempt the request waits for %(what)s."),
            (*AT, "after_last_attempt", "set"),
            what=waited_for((after.set,)),
        )


def _media() -> dict[str, str]:
    return {
        "voice": pgettext("talk by", "telephone"),
        "chat": pgettext("talk by", "chat"),
        "video": pgettext("talk by", "video"),
        "screen_sharing": pgettext("talk by", "screen sharing"),
        "remote_desktop": pgettext("talk by", "remote desktop"),
    }
