"""Whether a start, or a gift, looks like a possible breach. Days in, a reason out; no database, no clock, no verdict.

What existed when the person joined, when the policy began, or before the other side became a competitor, customer or
supplier is *existing*: not late. On the very day counts as existing, in the person's favour. What started after all
three should have been disclosed first. What was disclosed as contemplated waits for its decision, whoever the other
side is.
"""

from dataclasses import dataclass
from datetime import date

NOT_ASKED = "not_asked"
"""The kind of disclosure has no other side."""
UNRESOLVED = "unresolved"
"""The other side is only typed text: nobody knows since when it has been a counterparty, or whether it is one."""
NO_COUNTERPARTY = "no_counterparty"
"""The other side is in the register, and was not a competitor, customer or supplier."""


@dataclass(frozen=True)
class Said:
    """One answer: `is_breach` True is a possible breach, False is none, None is "a human has to find out first"."""

    why: str
    is_breach: bool | None


@dataclass(frozen=True)
class Days:
    """The days that an existing activity is held against. None is unknown, except where `other_side` says more.

    `told_afterwards`: the person heard of it only once it had begun, so nobody could have disclosed it first (3.2).
    """

    since: date | None
    policy_from: date | None
    joined_on: date | None
    other_side: date | str
    told_afterwards: bool = False


@dataclass(frozen=True)
class Leave:
    """What a decision said about starting: from `start_on` the activity may go on, if `permits`.

    `agreed_on` is the day the person agreed to the conditions; None with `needs_agreement` means not yet.
    """

    decided_on: date
    start_on: date
    permits: bool
    needs_agreement: bool = False
    agreed_on: date | None = None


def existing(days: Days) -> Said:
    """An activity that was there when it was disclosed."""
    if days.since is None:
        return Said("start_unknown", None)
    if days.policy_from is not None and days.since <= days.policy_from:
        return Said("older_than_the_policy", False)
    if days.joined_on is not None and days.since <= days.joined_on:
        return Said("older_than_joining", False)
    if days.other_side == NO_COUNTERPARTY:
        return Said("no_counterparty", False)
    if isinstance(days.other_side, date) and days.since <= days.other_side:
        return Said("older_than_the_counterparty", False)
    if days.told_afterwards:
        return Said("heard_of_it_afterwards", False)
    if days.policy_from is None:
        return Said("policy_day_unknown", None)
    if days.joined_on is None:
        return Said("joining_day_unknown", None)
    if days.other_side == UNRESOLVED:
        return Said("other_side_unresolved", None)
    return Said("not_disclosed_first", True)


def given(given_on: date, answered_on: date | None, is_given: bool, last_day: date) -> Said:
    """Something for which leave was asked. On the day of the answer counts as after it, in the person's favour."""
    if answered_on is None or given_on < answered_on:
        return Said("given_before_leave", True)
    if not is_given:
        return Said("given_although_refused", True)
    return Said("given_after_leave", True) if given_on > last_day else Said("given_with_leave", False)


def contemplated(started_on: date | None, leave: Leave | None) -> Said:
    """An activity that was disclosed before it began. `leave` is the latest decision made about it, if any."""
    if started_on is None:
        return Said("start_unknown", None)
    if leave is None or started_on < leave.decided_on:
        return Said("started_before_decision", True)
    if not leave.permits:
        return Said("started_although_refused", True)
    if started_on < leave.start_on:
        return Said("started_before_its_day", True)
    if leave.needs_agreement and (leave.agreed_on is None or started_on < leave.agreed_on):
        return Said("started_before_agreeing", True)
    return Said("started_with_leave", False)
