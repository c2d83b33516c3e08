"""Every component in every state: accessible, and as wide as the window, in both themes."""

import pytest

from tests.environment.browser import assert_accessible, assert_fits

PAGES = ["/_states/", "/_states/portal/", "/_states/why/", "/_states/charges/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_states_is_accessible(visits, path, width, theme):
    page = visits.new_page(width=width, theme=theme, language="it")

    page.goto(path)

    assert page.locator("html").get_attribute("lang") == "it"
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("path", PAGES)
def test_zoomed_to_twice_or_four_times_the_size_nothing_is_scrolled_sideways(visits, path, width):
    # What a window of 1280 pixels shows at 400 and at 200 per cent.
    page = visits.new_page(width=width)

    page.goto(path)

    assert_fits(page)
