"""Every component in every state: accessible, and as wide as the window, in both themes."""

import pytest

from tests.environment.browser import FOUR_FORMS, HEIGHT, assert_fits, assert_holds

# The last two: what a window of 1280 pixels shows at 200 and at 400 per cent.
WIDTHS = (1440, 390, 640, 320)


@pytest.mark.parametrize(
    "path", ["/_states/", "/_states/portal/", "/_states/why/", "/_states/charges/"]
)
def test_a_page_of_states_holds_in_every_form(visits, path):
    page = visits.new_page(language="it")

    page.goto(path)

    assert page.locator("html").get_attribute("lang") == "it"
    assert_holds(page, FOUR_FORMS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert_fits(page)
