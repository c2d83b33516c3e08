"""Asking a server that somebody named: within limits, looked at before, and saying nothing."""

import pytest

from puntuale.apps.egress.asking import Limits, NoAnswer, NotAllowed, get
from tests.environment import elsewhere as servers

LIMITS = Limits(seconds=2, size=1000)


@pytest.fixture
def elsewhere(settings):
    settings.EGRESS_RESOLVER = servers.RESOLVER
    with servers.elsewhere("a.example", "b.example") as running:
        yield running


def ask(address: str, limits: Limits = LIMITS) -> bytes:
    return get(address, limits, accept="image/png")


def test_it_says_nothing_of_anybody(elsewhere):
    elsewhere.gives("/x.png", b"picture", Set_Cookie="seen=1")

    assert ask("http://a.example/x.png?id=7") == b"picture"
    assert ask("http://a.example/x.png") == b"picture"
    assert elsewhere.asked == ["a.example/x.png?id=7", "a.example/x.png"]
    assert all(
        set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        and headers["user-agent"] == "Puntuale"
        for headers in elsewhere.headers
    )


def test_a_redirect_is_followed_as_a_new_address(elsewhere):
    elsewhere.leads("/x", "//b.example/y")
    elsewhere.gives("/y", b"picture")

    assert ask("http://a.example/x") == b"picture"
    assert servers.asked_for == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "to",
    [
        *(
            "http://127.0.0.1/",
            "http://localhost/",
            "http://[::ffff:127.0.0.1]/",
            "http://2130706433/",
        ),
        *("http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "http://a.example:22/"),
    ],
)
def test_a_redirect_to_ourselves_is_refused(elsewhere, to):
    elsewhere.leads("/x", to)

    with pytest.raises(NotAllowed):
        ask("http://a.example/x")

    assert elsewhere.asked == ["a.example/x"]


def test_whoever_leads_on_and_on_is_left(elsewhere):
    elsewhere.leads("/x", "/x")

    with pytest.raises(NoAnswer):
        ask("http://a.example/x")

    assert len(elsewhere.asked) == 4


def test_a_name_is_resolved_once_and_what_was_looked_at_is_asked(elsewhere):
    elsewhere.gives("/x", b"picture")

    ask("http://a.example/x")

    assert servers.asked_for == ["a.example"]


def test_too_much_is_not_read(elsewhere):
    elsewhere.gives("/exact", b"x" * LIMITS.size)
    elsewhere.gives("/more", b"x" * (LIMITS.size + 1))

    assert len(ask("http://a.example/exact")) == LIMITS.size
    with pytest.raises(NoAnswer):
        ask("http://a.example/more")


def test_what_drips_is_left_in_time(elsewhere):
    elsewhere.drips("/slow", b"x" * 500, seconds=0.05)

    with pytest.raises(NoAnswer, match=r"too long|timed out"):
        ask("http://a.example/slow", Limits(seconds=0.3, size=1000))


def test_who_says_nothing_is_left_in_time(elsewhere):
    with servers.silent("mute.example"), pytest.raises(NoAnswer):
        ask("http://mute.example/", Limits(seconds=0.3, size=1000))


@pytest.mark.parametrize("status", [204, 206, 304, 403, 404, 500])
def test_only_a_whole_answer_counts(elsewhere, status):
    elsewhere.gives("/x", b"", status=status)

    with pytest.raises(NoAnswer):
        ask("http://a.example/x")


def test_a_server_without_tls_behind_https_is_no_answer(elsewhere):
    with pytest.raises(NoAnswer):
        ask("https://a.example/x")
