"""Six weeks of matters at Kestrel Pumps, each in another state, told backwards from today; before and after them, the
yearly certification."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from avow.counterparties.models import Counterparty
from avow.demo import asking, certifying, presents
from avow.disclosures import acts as disclosures
from avow.disclosures.models import Disclosure
from avow.people.models import Person
from avow.reviews import acts as reviews
from avow.reviews.models import Case


@dataclass
class Story:
    """The people by employee number, and today."""

    known: dict[str, Person]
    today: date

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int = 9) -> datetime:
        """That day at an hour."""
        return timezone.make_aware(datetime.combine(self.day(ago), time(hour)))

    def disclose(self, who: str, kind: str, ago: int, **answers: object) -> Disclosure:
        """A disclosure of that kind, sent so many days ago. `counterparty` is its number in the register."""
        person, at = self.known[who], self.at(ago)
        if number := answers.pop("counterparty", None):
            answers["counterparty"] = Counterparty.objects.get(number=number).public_id
        disclosure = disclosures.start(person, kind, at)
        disclosures.save_step(disclosure, answers, "story", person, at)
        disclosures.submit(disclosure, person, self.day(ago), at)
        return disclosure

    def when(self, ago: int, hour: int = 9) -> dict[str, object]:
        """The day and the instant of an act."""
        return {"on": self.day(ago), "at": self.at(ago, hour)}


def told(known: dict[str, Person], today: date) -> None:
    """Let it all happen."""
    story = Story(known, today)
    certifying.everyone_read_the_policy(story)
    certifying.last_year(story)
    presents.given(story)
    _the_controllers_shares(story)
    _the_managers_sister(story)
    _the_accountant_who_started(story)
    _the_counsels_cousin(story)
    _the_chief_executives_board_seat(story)
    _the_brother(story)
    _the_second_job(story)
    _the_watch(story)
    _the_calendar(story)
    _a_draft(story)
    asking.told(story)
    certifying.this_year(story)


def _case(disclosure: Disclosure) -> Case:
    return Case.objects.get(disclosure=disclosure)


def _consulted(story: Story, case: Case, by: str, asked: int, answered: int, remarks: dict[str, str]) -> None:
    """Both consultations asked for and answered."""
    for row in reviews.consult(case, by=story.known[by], **story.when(asked, 10)):
        said = "right_and_more" if row.capacity == "employee" else "agree_with_remark"
        reviews.answer_consultation(
            row, by=row.asked, answer=said, remark=remarks[row.capacity], **story.when(answered, 11)
        )


def _the_controllers_shares(story: Story) -> None:
    """Decided: no conflict."""
    disclosure = story.disclose(
        "K-016", "financial_interest", 38,
        holder="self", other_side="Osprey Process Systems Inc.", counterparty="C-106", believed_standing="customer",
        organisation_form="corporation", interest_type="shares", share_percent="0.4", others_share_percent="0",
        timing="existing", since="2024-05-01", told_afterwards=False, learned_on="2024-05-01",
        deals_with_other_side=False, bearing="appearance",
        story="I bought these before Osprey became a customer. I do not price or invoice anything for them.",
    )  # fmt: skip
    case, chen = _case(disclosure), story.known["K-002"]
    reviews.acknowledge(case, disclosure.latest_version, by=story.known["K-016"], **story.when(38, 10))
    _consulted(story, case, "K-002", 37, 36, {"employee": "Nothing to add.", "management": "Ruth has no part in it."})
    reviews.assess(
        case, disclosure.latest_version, by=chen, classification="none", could_be_questioned=False,
        reason="A small share, and no part in any decision about Osprey.", **story.when(35),
    )  # fmt: skip
    reviews.decide(
        case, disclosure.latest_version, by=chen, outcome="no_conflict",
        reasons="The share is small and you take no decision that touches Osprey. Thank you for telling us.",
        **story.when(34),
    )  # fmt: skip


def _the_managers_sister(story: Story) -> None:
    """Decided with conditions, which Luisa has yet to agree to."""
    disclosure = story.disclose(
        "K-011", "outside_role", 20,
        holder="family", relation="sibling", relative_name="Valentina Montenegro-Castellanos de la Fuente",
        other_side="Société Générale de Tuyauterie du Nord-Pas-de-Calais et de la Picardie Réunis S.A.S.",
        counterparty="C-115", believed_standing="supplier", role_type="manager", role_title="Regional sales manager",
        timing="existing", since=story.day(60).isoformat(), told_afterwards=True,
        learned_on=story.day(22).isoformat(), deals_with_other_side=True, bearing="actual",
        story="My sister took over their region that includes us. She told me after she had started.",
    )  # fmt: skip
    case, chen = _case(disclosure), story.known["K-002"]
    reviews.acknowledge(case, disclosure.latest_version, by=story.known["K-011"], **story.when(20, 10))
    remarks = {
        "employee": "I can hand the pipe contracts to Boris.",
        "management": "I take the pipe contracts myself from Monday.",
    }
    _consulted(story, case, "K-002", 18, 16, remarks)
    reviews.assess(
        case, disclosure.latest_version, by=chen, classification="actual", could_be_questioned=True,
        reason="She places orders with the firm whose sales to us her sister leads.", **story.when(4),
    )  # fmt: skip
    reviews.decide(
        case, disclosure.latest_version, by=chen, outcome="may_continue_with_conditions",
        reasons="Your sister may keep her job and you yours. What must not be is that you choose or price her firm.",
        conditions=[
            reviews.Term("Boris decides everything that concerns this supplier; you take no part."),
            reviews.Term("You tell us if your sister's role changes.", story.day(-180)),
        ],
        **story.when(2),
    )  # fmt: skip


def _the_accountant_who_started(story: Story) -> None:
    """A contemplated activity that began before its decision: a possible breach, for a human to hear."""
    disclosure = story.disclose(
        "K-017", "outside_role", 15,
        holder="self", other_side="Quillon Engineering Consultants", counterparty="C-118", believed_standing="supplier",
        role_type="consultant", role_title="Bookkeeping on Saturdays", hours_per_week="6", hours_overlap=False,
        short_of_rest=False, timing="contemplated", since=story.day(-10).isoformat(), deals_with_other_side=False,
        bearing="potential", story="They asked me to keep their books on Saturdays.",
    )  # fmt: skip
    reviews.acknowledge(_case(disclosure), disclosure.latest_version, by=story.known["K-017"], **story.when(15, 10))
    disclosures.tell_started(disclosure, story.known["K-017"], story.day(6), story.at(5))


def _the_counsels_cousin(story: Story) -> None:
    """The compliance officer's own matter goes to the chief executive."""
    story.disclose(
        "K-002", "relationship", 12,
        other_side="Tamarack Steel Corporation", counterparty="C-119", believed_standing="supplier",
        bond="friendship", timing="existing", since="2019-06-01", told_afterwards=False, learned_on="2019-06-01",
        deals_with_other_side=True, bearing="appearance",
        story="Their general counsel and I studied together and meet once a month. I review our contracts with them.",
    )  # fmt: skip


def _the_chief_executives_board_seat(story: Story) -> None:
    """The chief executive's own matter goes to the board committee."""
    story.disclose(
        "K-001", "outside_role", 9,
        holder="self", other_side="Brightwater Utilities District", counterparty="C-105", believed_standing="customer",
        role_type="director", role_title="Member of the supervisory board", hours_per_week="2", hours_overlap=True,
        short_of_rest=False, timing="contemplated", since=story.day(-60).isoformat(), deals_with_other_side=True,
        bearing="potential", story="They asked whether I would join their board from January.",
    )  # fmt: skip


def _the_brother(story: Story) -> None:
    """Under review; both were asked, Amina's manager has not answered yet."""
    disclosure = story.disclose(
        "K-012", "outside_role", 4,
        holder="family", relation="sibling", relative_name="Karim Haddad", other_side="Delta Castings Ltd",
        counterparty="C-100", believed_standing="supplier", role_type="employee", role_title="Sales engineer",
        timing="contemplated", since=story.day(-20).isoformat(), deals_with_other_side=True, bearing="potential",
        story="My brother Karim has an offer from Delta. I ask them for quotes about twice a month.",
    )  # fmt: skip
    rows = reviews.consult(_case(disclosure), by=story.known["K-002"], **story.when(3))
    mine = next(row for row in rows if row.capacity == "employee")
    reviews.answer_consultation(
        mine,
        by=story.known["K-012"],
        answer="right_and_more",
        remark="It is not signed yet.",
        **story.when(3, 14),
    )


def _the_second_job(story: Story) -> None:
    """Under review; nobody has been asked yet."""
    story.disclose(
        "K-019", "outside_role", 2,
        holder="self", other_side="Night shift at a bakery, Tāmati & Whānau", believed_standing="none",
        role_type="employee", role_title="Baker, three nights a week", hours_per_week="18", hours_overlap=False,
        short_of_rest=True, timing="existing", since="2026-02-01", told_afterwards=False, learned_on="2026-02-01",
        deals_with_other_side=False, bearing="not_sure",
        story="My family's bakery. I sleep from six to noon and start here at two.",
    )  # fmt: skip


def _the_watch(story: Story) -> None:
    """A gift above the figure, still in his hand."""
    story.disclose(
        "K-015", "gift_received", 1,
        holder="self", other_side="Meridian Bearings AG", counterparty="C-103", believed_standing="supplier",
        description="A wrist watch, handed over on the dock", worth="250.00", is_favour=False,
        received_on=story.day(1).isoformat(), declined=False, customary=None, modest=False, lawful=True,
        employer_allows=None, story="The driver gave it to me from their sales office. I have not worn it.",
    )  # fmt: skip


def _the_calendar(story: Story) -> None:
    """A gift within the limits: recorded, nothing more."""
    story.disclose(
        "K-014", "gift_received", 1,
        holder="self", other_side="O'Malley & Sons Freight", counterparty="C-120", believed_standing="supplier",
        description="A calendar and a tin of biscuits", worth="18.00", is_favour=False,
        received_on=story.day(1).isoformat(), declined=False, customary=True, modest=True, lawful=True,
        employer_allows=True, story="",
    )  # fmt: skip


def _a_draft(story: Story) -> None:
    """Begun, not finished."""
    amina, at = story.known["K-012"], story.at(1, 17)
    draft = disclosures.start(amina, "financial_interest", at)
    disclosures.save_step(draft, {"holder": "self"}, "whose", amina, at)
