"""What each part writes, for values of every kind."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from puntuale.ui.budget import LEAST, bars
from puntuale.ui.parts import Due, Link, Message, Part, Reason, View
from puntuale.ui.templatetags.ui import initials
from tests.ui.states import values
from tests.ui.states.forms import RequestForm


def drawn(source, **context):
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def included(name, **context):
    return render_to_string(f"ui/{name}.html", context, RequestFactory().get("/here?a=1"))


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Elena Riva", "ER"), ("Elena Maria Riva", "ER"), ("elena", "E"), ("", "")],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_a_plate_says_its_class_and_nothing_without_one():
    assert drawn('{% plate "P1" "solid" %}') == '<span class="plate plate--solid">P1</span>'
    assert drawn('{% plate "" %}') == ""


def test_what_people_wrote_is_escaped():
    row = values.TODAY[0].__class__(
        number=1, subject="<script>", href="#", due=Due("–"), look="", state="running",
        left="<b>", parts=[], meta="A & B", why="<i>",
    )  # fmt: skip

    text = drawn("{% queue_row row %}", row=row)

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "A &amp; B" in text
    assert "<i>" not in text


def test_a_row_without_a_known_hour_has_no_time_element():
    still = drawn("{% queue_row row %}", row=values.STILL[0])

    assert "<time" not in still
    assert "<b>–</b>" in still


def test_the_row_of_a_restricted_request_says_so_in_words():
    assert "restricted" in drawn("{% queue_row row %}", row=values.TODAY[1])


def test_times_carry_their_offset():
    promise = included("_promise", promise=values.PROMISES[0])

    assert '<time datetime="2026-11-25T11:30:00+01:00">11:30</time>' in promise


@pytest.mark.parametrize("promise", values.PROMISES, ids=lambda promise: promise.look)
def test_a_promise_is_told_in_words_and_its_bar_is_hidden(promise):
    text = included("_promise", promise=promise)

    assert f"promise--{promise.look}" in text
    assert promise.word in text
    assert re.findall(r"<svg[^>]*>", text) == re.findall(r'<svg[^>]*aria-hidden="true"[^>]*>', text)


def test_the_parts_of_a_bar_fill_it_and_none_is_too_small_to_see():
    shown = bars([Part("spent", 1390), Part("paused", 0), Part("near", 5), Part("left", 5)])

    assert [bar.kind for bar in shown] == ["spent", "near", "left"]
    assert shown[0].x == 0
    assert shown[-1].x + shown[-1].width == pytest.approx(100, abs=0.05)
    assert min(bar.width for bar in shown) == LEAST


def test_hatched_parts_carry_their_pattern_and_plain_ones_none():
    assert [bar.pattern for bar in bars([Part("spent"), Part("paused"), Part("held")])] == [
        "",
        "hatch-paused",
        "hatch-held",
    ]


def test_numbers_of_a_drawing_are_never_written_with_a_comma():
    with translation.override("it"):
        text = drawn("{% budget parts %}", parts=[Part("spent", 1), Part("left", 2)])

    assert 'x="0.0%"' in text
    assert "," not in re.sub(r"<!--.*?-->", "", text)


def test_the_late_view_is_red_only_while_something_is_late():
    late = included("_view_list", list=[View("Late", "#", 1, late=True)])
    calm = included("_view_list", list=[View("Late", "#", 0, late=True)])

    assert "views__count--late" in late
    assert "views__count--late" not in calm


def test_a_candidate_that_lost_is_marked_as_such():
    text = included(
        "_verdict", answer="Covered", reasons=[Reason("yes"), Reason("no", against=True)]
    )

    assert text.count("is-not") == 1


def test_the_text_of_a_message_is_paragraphs_in_its_language():
    mail = Message("customer", values.NOW, "One\n\n<b>two</b>", "Maja", language="en")

    text = included("_message", message=mail)

    assert '<div class="message__body" lang="en"><p>One</p>' in text
    assert "&lt;b&gt;two&lt;/b&gt;" in text


def test_the_link_of_this_page_is_marked():
    text = included("_navigation", navigation=[Link("Queue", "/q", current=True), Link("X", "/x")])

    assert text.count('aria-current="page"') == 1


def test_theme_and_language_come_back_to_the_same_page():
    assert 'value="/here?a=1"' in included("_theme")
    assert 'value="/here?a=1"' in included("_languages")


def test_a_list_without_more_pages_has_no_navigation():
    assert included("_pages", older_href="", newer_href="").strip() == ""


def test_a_wrong_field_is_tied_to_its_error_and_its_hint():
    form = RequestForm({"product": "op", "serial": "OP", "kind": "T1"})

    text = form["serial"].as_field_group()

    assert "data-invalid" in text
    assert 'aria-describedby="id_serial_helptext id_serial_error"' in text
    assert 'id="id_serial_error">One character is missing' in text
    assert 'id="id_serial_helptext"' in text
    assert 'aria-invalid="true"' in text


def test_every_field_has_a_label_of_its_own():
    text = str(RequestForm())

    controls = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', text)
    labels = re.findall(r'<label[^>]*\bfor="([^"]+)"', text)
    # Radio buttons and check boxes stand inside their labels.
    assert {*controls} - {*labels} == {"id_kind_0", "id_kind_1", "id_consent"}


def test_what_is_wrong_with_the_whole_form_is_an_alert():
    class Never(forms.Form):
        def clean(self):
            raise forms.ValidationError("Not saved: someone else changed it.")

    text = str(Never({}))

    assert 'role="alert"' in text
    assert "someone else" in text


def test_a_large_choice_says_its_consequence():
    text = RequestForm()["kind"].as_field_group()

    assert '<span class="choice__side">free</span>' in text
    assert "<fieldset" in text


@pytest.mark.parametrize("template", ["ui/desk.html", "ui/portal.html", "ui/entrance.html"])
@pytest.mark.parametrize("language", ["en", "it"])
def test_a_shell_stands_on_what_every_request_has(rf, template, language):
    with translation.override(language):
        text = render_to_string(template, {}, rf.get("/"))

    assert f'<html lang="{language}"' in text
    assert text.count("<h1") <= 1
    assert 'id="main"' in text
    assert '"allowEval": false' in text


def test_an_error_page_stands_without_a_request():
    text = render_to_string("ui/plain.html")

    assert 'id="main"' in text
    assert "<script" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("theme", "back", "status", "location"),
    [
        ("dark", "/desk/?view=late", 302, "/desk/?view=late"),
        ("light", "https://elsewhere.example/", 302, "/"),
        ("light", "//elsewhere.example/", 302, "/"),
        ("light", "", 302, "/"),
        ("blue", "/", 400, None),
    ],
)
def test_the_theme_is_remembered_and_leads_nowhere_else(client, theme, back, status, location):
    response = client.post("/theme/", {"theme": theme, "next": back})

    assert (response.status_code, response.headers.get("Location")) == (status, location)
    assert ("theme" in response.cookies) is (status == 302)


@pytest.mark.django_db
def test_the_theme_is_not_chosen_by_following_a_link(client):
    assert client.get("/theme/").status_code == 405
