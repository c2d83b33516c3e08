"""The first page of a running installation."""

from tests.environment.browser import assert_accessible, assert_fits


def test_whoever_is_not_signed_in_sees_where_to_sign_in(any_page):
    any_page.goto("/desk/")

    any_page.get_by_role("button", name="Sign in").first.wait_for()


def test_the_sign_in_page_is_accessible_on_a_phone_in_the_dark(visits):
    page = visits.new_page(width=390, theme="dark", language="it")

    page.goto("/desk/")

    assert_accessible(page)
    assert_fits(page)
