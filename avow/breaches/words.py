"""Why a start looks too early, or why it does not, in words for an officer. Each id is one of `reasoning`."""

from avow.policy.pack import CITED, Pack

TITLES = {
    "not_disclosed_first": "Begun without being disclosed first",
    "started_before_decision": "Begun before the decision",
    "started_although_refused": "Begun although it was not approved",
    "started_before_its_day": "Begun before the day from which it was approved",
    "started_before_agreeing": "Begun before the conditions were agreed to",
    "given_without_asking": "Given without leave being asked for",
    "given_before_leave": "Given before there was leave",
    "given_although_refused": "Given although leave was refused",
    "given_after_leave": "Given after leave had lapsed",
}
"""The reasons that make a possible breach."""

SAYS = {
    "not_disclosed_first": (
        "It began when the policy was in force, after the person had joined and after the other side had become a "
        "competitor, customer or supplier. So it should have been disclosed and decided first."
    ),
    "started_before_decision": "It was disclosed before it began, as the policy asks. It began before it was decided.",
    "started_although_refused": "It began after a decision that did not allow it.",
    "started_before_its_day": "It was approved from a later day on.",
    "started_before_agreeing": "It was approved with conditions. When it began, the person had not agreed to them.",
    "given_without_asking": "Nobody was asked for leave first. It was entered once it had been given.",
    "given_before_leave": "Leave was asked for. On the day on which it was given there was no answer yet.",
    "given_although_refused": "It was given on the day on which leave was refused, or later.",
    "given_after_leave": "There had been leave. It was given after its last day.",
    "older_than_the_policy": "It is existing, not late: it began before the policy was in force, or on its first day.",
    "older_than_joining": "It is existing, not late: it began before the person joined, or on the day they joined.",
    "older_than_the_counterparty": (
        "It is existing, not late: it began before the other side became a competitor, customer or supplier, or on "
        "the day it did."
    ),
    "no_counterparty": "It is existing, not late: the other side was no competitor, customer or supplier.",
    "heard_of_it_afterwards": (
        "The person says that they heard of it only after it had begun, so it could not have been disclosed first. "
        "What counts is the day on which they came to know{early}."
    ),
    "started_with_leave": "It began with leave: on that day a decision allowed it.",
    "start_unknown": (
        "It is not known on which day it began. Ask, to see whether it was disclosed in time{before_starting}."
    ),
    "policy_day_unknown": "It is not known since when the policy has been in force.",
    "joining_day_unknown": "It is not known on which day the person joined, so nobody can say whether this came first.",
    "other_side_unresolved": (
        "The other side is not in the register, so nobody can say whether this began before they became a competitor, "
        "customer or supplier. Find out who they are."
    ),
}
"""What each reason means; a name in braces is the clause of the policy that says so, where one does."""


GIVEN = frozenset(why for why in TITLES if why.startswith("given_"))
"""Those of something that was given, and not begun."""


def says(why: str, pack: Pack) -> str:
    """What the reason means, under this policy."""
    return SAYS[why].format(**{what: pack.cited(what) for what in CITED})
