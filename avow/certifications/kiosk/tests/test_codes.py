"""Making one-time codes, and entering with them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from avow.certifications.form import acts as form_acts
from avow.certifications.kiosk import acts, codes
from avow.certifications.models import CodeMade, OneTimeCode, Sitting
from avow.certifications.testing import OPEN, house, moment, signed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger import guards
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def us():
    return house()


def code_for(us, person, by=None):
    [(_, code)] = acts.make_codes([us.asked(person)], by=by or us.farah, on=OPEN, at=moment(OPEN))
    return code


def enter(code, fact, at=None):
    return acts.enter(code, fact, on=OPEN, at=at or moment(OPEN))


def test_a_code_has_no_letters_that_look_alike_and_is_kept_nowhere(us):
    code = code_for(us, us.boris)
    assert len(code) == 8
    assert not set(code) & set("0O1I")
    assert OneTimeCode.objects.get().digest != code
    assert code not in str(CodeMade.objects.get().attested.open())


@pytest.mark.django_db(transaction=True)
def test_who_made_a_code_is_held_to_what_was_attested():
    us = house()
    code_for(us, us.boris)
    assert verify().findings == []
    guards.drop(names={CodeMade._meta.db_table})
    CodeMade.objects.update(by=us.chen)
    guards.install()
    (found,) = verify().findings
    assert (found.table, found.column) == (CodeMade._meta.db_table, "by")


def together(*calls):
    """Both at the same moment, each with an own connection; gives what each gave."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [one.result() for one in [pool.submit(run, call) for call in calls]]


@pytest.mark.django_db(transaction=True)
def test_two_tablets_at_the_same_moment_are_one_sitting():
    us = house()
    code = code_for(us, us.boris)
    tokens = together(*[lambda: enter(code, us.boris.number)] * 2)
    assert all(tokens)
    open_now = [token for token in tokens if acts.sitting(token, on=OPEN, at=moment(OPEN))]
    assert len(open_now) == 1


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_the_same_moment_are_all_counted():
    us = house()
    code = code_for(us, us.boris)
    assert together(*[lambda: enter(code, "nobody")] * 4) == [None] * 4
    assert OneTimeCode.objects.get().failed == 4


def test_it_opens_with_the_number_however_both_are_typed(us):
    code = code_for(us, us.boris)
    assert enter(codes.shown(code).lower(), f" {us.boris.number.lower()} ") is not None


def test_a_wrong_code_and_a_wrong_fact_are_the_same_work(us, django_assert_num_queries):
    code = code_for(us, us.boris)
    with django_assert_num_queries(4) as wrong_fact:
        assert enter(code, "nobody") is None
    with django_assert_num_queries(4) as wrong_code:
        assert enter("ABCDEFGH", us.boris.number) is None
    shapes = [[one["sql"].split()[0] for one in got.captured_queries] for got in (wrong_fact, wrong_code)]
    assert shapes[0] == shapes[1]


def test_after_five_wrong_facts_the_right_one_does_not_open_it_either(us):
    code = code_for(us, us.boris)
    for _ in range(acts.MOST_FAILED):
        assert enter(code, "nobody") is None
    assert enter(code, us.boris.number) is None
    assert enter(code_for(us, us.boris), us.boris.number) is not None


def test_a_new_code_ends_the_old_one_and_who_made_both_stays_on_record(us):
    old = code_for(us, us.boris)
    token = enter(old, us.boris.number)
    code_for(us, us.boris)
    assert enter(old, us.boris.number) is None
    assert acts.sitting(token, on=OPEN, at=moment(OPEN)) is None
    assert [row.by for row in CodeMade.objects.all()] == [us.farah, us.farah]


def test_sixty_seconds_without_a_sign_end_it(us):
    at = moment(OPEN)
    token = enter(code_for(us, us.boris), us.boris.number, at)
    assert acts.sitting(token, on=OPEN, at=at + timedelta(seconds=59))
    assert acts.sitting(token, on=OPEN, at=at + timedelta(seconds=118))
    assert acts.sitting(token, on=OPEN, at=at + timedelta(seconds=178)) is None
    assert not Sitting.objects.exists()


def test_the_second_tablet_ends_the_first(us):
    code = code_for(us, us.boris)
    first, second = enter(code, us.boris.number), enter(code, us.boris.number)
    assert acts.sitting(first, on=OPEN, at=moment(OPEN)) is None
    assert acts.sitting(second, on=OPEN, at=moment(OPEN)).code.included.person == us.boris


def test_after_the_campaign_has_closed_nothing_opens(us):
    code, closed = code_for(us, us.boris), us.campaign.closes
    assert acts.enter(code, us.boris.number, on=closed, at=moment(closed)) is None


def test_nobody_else_makes_codes_and_nobody_for_themselves(us):
    for by in (us.goran, us.boris, us.emeka):
        with pytest.raises(NotTheirs):
            code_for(us, us.boris, by)
    signed(us.asked(us.dolores))
    with pytest.raises(Refused, match="has signed"):
        code_for(us, us.dolores)


def test_where_the_day_of_joining_is_asked_it_must_be_known(us, settings):
    settings.AVOW_KIOSK_FACT = "joined_on"
    us.boris.joined_on = None
    us.boris.save()
    with pytest.raises(Refused, match="not known on which day"):
        code_for(us, us.boris)
    us.boris.joined_on = OPEN
    us.boris.save()
    assert enter(code_for(us, us.boris), "08.04.2026") is not None


def test_signing_asks_code_and_fact_again_and_uses_the_code(us):
    from avow.certifications.form import wording
    from avow.certifications.form.asking import conversation
    from avow.certifications.form.filled import Filled
    from avow.certifications.testing import filled

    code, included = code_for(us, us.boris), us.asked(us.boris)
    filled(included)
    found = acts.sitting(enter(code, us.boris.number), on=OPEN, at=moment(OPEN))
    draft = form_acts.draft(included, by=us.boris, on=OPEN, at=moment(OPEN))
    shown = wording.digest(wording.text(Filled(conversation(included, OPEN), draft.open())))
    given = {"typed_name": us.boris.name, "shown": shown, "on": OPEN, "at": moment(OPEN)}
    assert acts.sign(found, code=code, fact="nobody", **given) is None
    assert acts.sign(found, code="ABCDEFGH", fact=us.boris.number, **given) is None
    form = acts.sign(found, code=code, fact=us.boris.number, **given)
    assert (form.way, form.captured_by) == ("kiosk", None)
    assert OneTimeCode.objects.get().used_at is not None
    assert OneTimeCode.objects.get().failed == 2
    assert enter(code, us.boris.number) is None
    with pytest.raises(form_acts.NotTheirs):
        acts.sign(found, code=code, fact=us.boris.number, **given)
