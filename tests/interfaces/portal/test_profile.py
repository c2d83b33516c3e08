"""How somebody wants to be addressed."""

from tests.cast import Cast
from tests.interfaces.portal.conftest import SignedIn, text_of


def test_name_language_and_zone_hold_from_now_on(signed_in: SignedIn, cast: Cast) -> None:
    maja = signed_in(cast.maja)
    maja.cookies["language"] = "en"

    saved = maja.post(
        "/profile/",
        {"name": "Maja K.", "language": "it", "time_zone": "Europe/London", "role": "manager"},
        follow=True,
    )

    cast.maja.refresh_from_db()
    user = cast.maja.user
    assert (user.name, user.language, user.time_zone) == ("Maja K.", "it", "Europe/London")
    assert (cast.maja.name, cast.maja.language) == ("Maja K.", "it")
    assert user.role == "customer"
    assert "Il suo profilo è salvato." in text_of(saved)


def test_a_zone_that_is_none_is_refused(signed_in: SignedIn, cast: Cast) -> None:
    answer = signed_in(cast.maja).post(
        "/profile/", {"name": "Maja", "language": "en", "time_zone": "Mars/Olympus"}
    )

    assert answer.status_code == 422
