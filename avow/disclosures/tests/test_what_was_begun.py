"""What somebody began stands on their home page, and does not fill it."""

from datetime import UTC, datetime, timedelta

from avow.access.duties import duties_for
from avow.disclosures import acts
from avow.disclosures.testing import drafted

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def begin(person, on, number: int) -> None:
    for n in range(number):
        draft = drafted(person, "gift_received", {"description": f"pen {n}"}, on=on)
        acts.keep(draft, {"description": f"pen {n}"}, "what", person, AT + timedelta(minutes=n))


def lines(person, on) -> list[str]:
    return [duty.title for duty in duties_for(person, on) if "began" in duty.title]


def test_up_to_four_stand_alone(cast, on):
    begin(cast.amina, on, 4)
    assert len(lines(cast.amina, on)) == 4
    assert not [line for line in lines(cast.amina, on) if "more" in line]


def test_of_more_the_three_latest_and_one_line_for_the_rest(cast, on, client):
    begin(cast.amina, on, 12)
    found = duties_for(cast.amina, on)
    assert len(lines(cast.amina, on)) == 4
    more = next(duty for duty in found if "more that you began" in duty.title)
    assert more.title == "And 9 more that you began: send them, or throw them away"
    assert more.url == "/disclosures/#group-drafts"
