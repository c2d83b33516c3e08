"""The customer's words are kept, the history below them is parted: situations 33 and 34."""

import pytest

from puntuale.interfaces.mail.reading.reply import without_history

HISTORY = {
    "gmail": (
        "On Mon, 23 Nov 2026 at 10:00, Officina Software <support@officina.example> wrote:\n"
        "\n"
        "> We ask\n"
        "> this"
    ),
    "gmail wrapped": (
        "On Mon, 23 Nov 2026 at 10:00, Officina Software <\n"
        "support@officina.example> wrote:\n"
        "> We ask"
    ),
    "italian": (
        "Il giorno lun 23 nov 2026 alle ore 10:00 Officina Software <\n"
        "support@officina.example> ha scritto:\n"
        "\n"
        "> Chiediamo"
    ),
    "thunderbird": "Il 23/11/26 10:00, Officina Software ha scritto:\n> Chiediamo questo\n> e altro",
    "apple": (
        "> On 23 Nov 2026, at 10:00, Officina Software <support@officina.example> wrote:\n"
        "> \n"
        "> We ask"
    ),
    "outlook": (
        "From: Officina Software <support@officina.example>\n"
        "Sent: Monday, 23 November 2026 10:00\n"
        "To: Giulia Conti\n"
        "Subject: [4861] Question\n"
        "\n"
        "We ask this"
    ),
    "outlook italian": (
        "________________________________\n"
        "Da: Officina Software <support@officina.example>\n"
        "Inviato: lunedì 23 novembre 2026 10:00\n"
        "A: Giulia Conti\n"
        "Oggetto: [4861] Domanda\n"
        "\n"
        "Chiediamo questo"
    ),
    "outlook bold": (
        "*From:* Officina Software\n*Sent:* Monday\n*To:* Giulia\n*Subject:* Question\n\nWe ask"
    ),
    "divider": "-----Original Message-----\nFrom: Officina Software\n\nWe ask this",
    "divider italian": "-----Messaggio originale-----\nDa: Officina Software\n\nChiediamo",
    "german": "Am 23.11.2026 um 10:00 schrieb Officina Software:\n> Wir fragen",
    "french": "Le lun. 23 nov. 2026 à 10:00, Officina Software a écrit :\n> Nous demandons",
    "marks alone": "> We ask this\n> and that",
}


@pytest.mark.parametrize("history", HISTORY.values(), ids=HISTORY.keys())
def test_the_words_stay_and_the_history_is_cut(history):
    reply = without_history(f"Yes, the first one.\n\nGiulia\n\n{history}\n", "Re: Question")

    assert reply.text == "Yes, the first one.\n\nGiulia"
    assert reply.cut == history.strip()


@pytest.mark.parametrize("history", HISTORY.values(), ids=HISTORY.keys())
def test_34_nothing_is_ever_lost(history):
    whole = f"Yes.\n\n{history}\n\nSomething below.\n-- \nGiulia"

    reply = without_history(whole)

    assert sorted(f"{reply.text} {reply.cut}".split()) == sorted(whole.split())


def test_33_answers_between_the_quoted_lines_stay_with_what_they_answer():
    mail = (
        "On Mon, 23 Nov 2026 at 10:00, Officina wrote:\n"
        "> Which of the two?\n\nThe first.\n\n> Since when?\n\nSince Monday.\n"
    )

    reply = without_history(mail)

    assert "Which of the two?" in reply.text
    assert "The first." in reply.text
    assert "Since Monday." in reply.text


def test_an_answer_below_the_quote_stays():
    mail = "On Mon, 23 Nov 2026, Officina wrote:\n> Which of the two?\n\nThe first one.\n"

    reply = without_history(mail)

    assert "The first one." in reply.text


def test_33_a_quote_in_the_middle_of_a_text_stays():
    mail = "The program says\n\n> Error 42: no such order\n\nand then it stops."

    assert without_history(mail).text == mail


def test_a_forward_is_what_its_sender_wanted_to_say():
    inner = "From: Carlo\nSent: Monday\nTo: Giulia\nSubject: Printer\n\nIt does not print."

    assert without_history(f"See below.\n\n{inner}", "Fwd: Printer").text.endswith("not print.")
    assert "not print" in without_history(f"---------- Forwarded message ---------\n{inner}").text


def test_a_mail_of_nothing_but_history_keeps_it():
    mail = "> only\n> quoted"

    assert without_history(mail).text == mail


@pytest.mark.parametrize(
    "sentence",
    [
        "As you wrote: the import is broken.",
        "On the other hand, my colleague wrote: nothing works.\nWhat shall we do?",
        "From: this we conclude that it is broken.",
        "To: nobody\nThe list is empty.",
        "He wrote a letter on Monday.",
        "--\nno space, and a whole story follows it\n" + "line\n" * 40,
    ],
)
def test_words_that_look_like_history_stay(sentence):
    reply = without_history(f"Hello,\n\n{sentence}\n\nGiulia")

    assert sentence.splitlines()[0] in reply.text
    assert "Giulia" in reply.text


@pytest.mark.parametrize(
    "below", ["-- \nGiulia Conti\nTessitura Brembo", "Sent from my iPhone", "Inviato da iPhone"]
)
def test_a_signature_is_one_click_away(below):
    reply = without_history(f"It works now.\n\n{below}\n")

    assert (reply.text, reply.cut) == ("It works now.", below)


def test_our_own_mails_are_recognised_when_they_come_back_quoted():
    ours = "Il giorno domenica 22 novembre, 05:34 Giulia Conti ha scritto:\n> Buongiorno"

    assert without_history(f"Grazie.\n\n{ours}").text == "Grazie."
