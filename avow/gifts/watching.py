"""What a gift would make it, while it is being typed: the sums of 5.2 before and with it, and what the policy says.

Nothing is written. The sums are of the person's own entries. What the register says of the other side is left out of
what is judged here, so that nobody finds out by typing names what a company is to us; the person's own belief counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from avow.counterparties.models import Counterparty
from avow.disclosures import judging, showing
from avow.disclosures.forms.other_side import NOT_KNOWN
from avow.disclosures.models import Disclosure
from avow.gifts.ahead import says
from avow.gifts.forms.currency import usual_in
from avow.gifts.models.gift import KINDS
from avow.gifts.totals import Running, with_party
from avow.people.models import Person
from avow.policy import Judgement, Pack
from avow.policy.problems import FactError
from avow.rates import current

ZERO = Decimal(0)
SAID = {
    ("gift_received", True): ("Accepted so far from this group", "From this group"),
    ("gift_received", False): ("Accepted so far from them", "From them"),
    ("gift_given", True): ("Given so far to this group", "To this group"),
    ("gift_given", False): ("Given so far to them", "To them"),
    ("hospitality_received", True): ("Invited so far by this group", "Invitations from this group"),
    ("hospitality_received", False): ("Invited so far by them", "Invitations from them"),
    ("hospitality_offered", True): ("You invited so far of this group", "Invitations to this group"),
    ("hospitality_offered", False): ("You invited so far of them", "Invitations to them"),
}
NOBODY = "Say who it is as well, and you see here what it adds up to and what follows."
AHEAD = "Nothing in the policy asks for approval of this one. More is asked of what you recorded for a later day."
ASKED = "You can send it so, and are asked about it."
FOLLOWS = {"prohibited": "The policy does not allow it.", "approval": "Needs approval.", "judgement": "Needs a look."}


@dataclass(frozen=True)
class Sum:
    """A running total as a bar: `this` comes on top of `so_far`. `own` says the limit in the person's own
    currency: that of entry, or of their country."""

    title: str
    so_far: Decimal
    this: Decimal
    limit: Decimal
    unit: str
    days: str
    words: str
    uncertain: int
    clause: str
    own: str = ""


@dataclass(frozen=True)
class Watch:
    """What stands beside the form: one line, the sums of this kind, the others in words, and why. `unsaid` is what is
    said of sums while it is open who the other side is; then there are none. `ahead` is what it makes of one's own
    entries of later days."""

    outcome: str
    seen: str
    asks_approval: bool
    sums: list[Sum]
    beside: list[str]
    comes_to: str
    findings: list[dict]
    questions: list[dict]
    unsaid: str = ""
    ahead: tuple[str, ...] = ()


def watch(
    pack: Pack,
    person: Person,
    kind: str,
    answers: Mapping[str, object],
    party: Counterparty | None,
    on: date,
    *,
    is_left_open: bool = False,
) -> Watch | None:
    """What the policy would say of it today; None where answers do not fit the policy. `is_left_open`: an officer is
    to find out who the other side is, so that it is not known what it adds up to."""
    unsent = Disclosure(person=person, kind=kind)
    gathered = judging.gather(pack, unsent, answers, party, on, without_register=True)
    try:
        judgement = judging.judge(pack, gathered)
    except FactError:
        return None
    written = judging.as_json(pack, judgement, gathered)
    register_only = pack.kinds[kind].register_only
    findings = {one["finding"] for one in written["findings"]}
    name = "" if is_left_open else str(answers.get("other_side") or "")
    unsaid = NOT_KNOWN if is_left_open else NOBODY if party is None and not name else ""
    outcome = showing.outcome(written["findings"], written["questions"], register_only)
    outcome = showing.unless_open(outcome, unsaid, written["findings"], written["questions"])
    ahead = () if unsaid else tuple(says(pack, unsent, gathered, party))
    if ahead and not written["findings"] and not written["questions"]:
        outcome = AHEAD
    running = with_party(
        pack, person, party, name, gathered.on, kinds=[one for one in KINDS if one in pack.kinds],
        country=gathered.country or "", rows=gathered.past,
    ) if party or name else []  # fmt: skip
    currency = str(gathered.answers.get("worth_in") or pack.currency)
    own = currency if currency != pack.currency else usual_in(gathered.country or "", gathered.on, currency)
    return Watch(
        outcome=outcome,
        seen=outcome[:60],
        asks_approval=bool(findings & {"approval", "prohibited"}),
        sums=_sums(pack, judgement, running, kind, party is not None, own),
        beside=[_beside(one, party is not None) for one in running if one.kind != kind and _is_shown(one, kind)],
        comes_to=_comes_to(pack, gathered.facts, gathered.sources, currency, answers),
        findings=showing.for_discloser(pack, written["findings"]),
        questions=showing.open_questions(pack, written["questions"]),
        unsaid=unsaid,
        ahead=ahead,
    )


def _sums(
    pack: Pack, judgement: Judgement, running: Iterable[Running], kind: str, is_group: bool, currency: str
) -> list[Sum]:
    """The sums of this kind, with what this one adds to them."""
    adds: dict[tuple[str, str], Decimal] = {}
    gravest: dict[str, str] = {}
    for looked in judgement.looked:
        for total in looked.totals:
            if isinstance(total.known, Decimal) and isinstance(total.before, Decimal):
                adds[looked.clause, total.name] = total.known - total.before
    for finding in judgement.findings:
        if finding.finding in FOLLOWS and gravest.get(finding.clause) != "approval":
            gravest[finding.clause] = finding.finding
    made = []
    for one in running:
        if one.kind != kind:
            continue
        this = adds.get((one.clause, one.name), ZERO)
        follows = FOLLOWS.get(gravest.get(one.clause, ""), "")
        said, title = SAID.get((kind, is_group), ("So far", pack.clauses[one.clause].title))
        words = [f"{said}: {_of(one)}."]
        if this:
            words.append(f"With this: {_amount(one, one.so_far + this)}.")
        made.append(
            Sum(
                title=title, so_far=one.so_far, this=this, limit=one.limit, unit=one.unit if one.is_money else "",
                days=f"{_day(one.first)} to {_day(one.last)}", words=" ".join([*words, follows]).strip(),
                uncertain=one.uncertain, clause=one.clause, own=_own(one, currency),
            )
        )  # fmt: skip
    return made


def _is_shown(one: Running, kind: str) -> bool:
    """Beside a gift stand the gifts the other way, always; whatever else, where there is any."""
    same = KINDS.get(one.kind, ("", ""))[0] == KINDS.get(kind, ("", ""))[0]
    return (same and one.is_money) or bool(one.so_far or one.uncertain)


def _beside(one: Running, is_group: bool) -> str:
    said = SAID.get((one.kind, is_group), ("So far", ""))[0]
    more = ", and more of unknown worth" if one.uncertain else ""
    return f"{said}: {_of(one)}{more}."


def _of(one: Running) -> str:
    if one.is_money:
        return f"{_amount(one, one.so_far)} of {one.limit:,.2f}"
    return f"{_amount(one, one.so_far)}; more than {_plain(one.limit)} is too frequent"


def _amount(one: Running, value: Decimal) -> str:
    if one.is_money:
        return f"{one.unit}\u00a0{value:,.2f}"
    return "once" if one.unit == "times" and value == 1 else f"{_plain(value)} {one.unit}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _own(one: Running, currency: str) -> str:
    """The limit in the currency in which the person counts, at the last rate."""
    if not one.is_money or currency == one.unit:
        return ""
    rate = current.held().rate(one.unit, currency, one.last)
    return f"The limit is about {currency}\u00a0{one.limit * rate.value:,.2f}." if rate else ""


def _comes_to(
    pack: Pack, facts: Mapping[str, object], sources: Mapping[str, str], currency: str, answers: Mapping[str, object]
) -> str:
    """What it comes to in the currency of the policy, where that is another one or it is shared."""
    if facts.get("amount") is None:
        known = answers.get("worth") is not None and "amount" in sources
        return f"What it is worth in {pack.currency} is not known: {sources['amount']}. {ASKED}" if known else ""
    amount = Decimal(str(facts["amount"]))
    if currency == pack.currency and str(facts.get("shared_by") or "1") == "1":
        return ""
    at = sources["amount"].partition(", ")[2]
    return f"It counts as {pack.currency}\u00a0{amount:,.2f}{', ' + at if at else ''}."


def _day(value: date) -> str:
    return showing.day(value)
