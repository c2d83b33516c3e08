"""Many of one company at once, on a database of their own: R-14."""

from tests.environment.installation import new_installation


def test_of_many_registrations_of_one_company_exactly_one_brings_the_free_coupon(tmp_path):
    with new_installation(tmp_path) as installation:
        told = installation.call("tests.apps.registrations.race:first_coupon", people=12)

    once = {"coverages": 1, "lots": 1, "coupons": 1}
    assert told == {
        "Alpine Optics": {"done": 6, "pending": 0, **once},
        # Of a new company the first is taken in; the others wait for that one's word.
        "Studio Sartor": {"done": 1, "pending": 5, **once},
    }
