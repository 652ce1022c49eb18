"""A reminder that was sent to Amina."""

from avow.notices.models import MailEnded
from avow.notices.sending import work
from avow.notices.testing import plain, wanted
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    plain()
    wanted(house.amina, ON)
    work.work_through(lambda: AT, None)
    of_mail = {"public_id": MailEnded.objects.get(to=house.amina).public_id}
    found.parts |= dict.fromkeys(("notices:one", "notices:calendar", "notices:outbox_one"), of_mail)
