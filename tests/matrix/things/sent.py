"""A reminder that was sent to Amina, and one to Boris that is in doubt."""

from avow.notices.models import MailEnded
from avow.notices.sending import work
from avow.notices.testing import mail_server, plain, wanted
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    plain()
    wanted(house.amina, ON)
    work.work_through(lambda: AT, None)
    of_mail = {"public_id": MailEnded.objects.get(to=house.amina).public_id}
    found.parts |= dict.fromkeys(
        ("notices:one", "notices:calendar", "notices:outbox_one", "notices:outbox_calendar"), of_mail
    )
    wanted(house.boris, ON, about=house.amina, audience="manager")
    with mail_server(lambda number, to: "drop") as server:
        work.work_through(lambda: AT, server.setting)
    found.parts["notices:outbox_settle"] = {"public_id": MailEnded.objects.get(outcome="uncertain").public_id}
    found.sent["notices:outbox_settle", "POST"] = {"decision": "arrived"}
