"""The yearly form of clause 6.5 as the policy words it: what is asked, what one states, what one signs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FormQuestion:
    """One yes or no on the form. `kinds` are the kinds of disclosure of which a yes becomes one; `asks` the facts, few
    and short, that are asked at once and carried into it."""

    id: str
    question: str
    kinds: tuple[str, ...]
    title: str = ""
    help: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certifying:
    """The wording of the yearly form. `questions` are those the policy words itself, in their order; `leave_out` are
    the kinds that the form does not ask about. `not_complied` is what one chooses, `not_complied_signed` the sentence
    that is signed then, one's own words after it. Every other text has words for a policy that does not say."""

    title: str = "Yearly certification"
    says: str = "A few questions, one at a time. You can stop whenever you like; every word is kept."
    complied: str = "Since I last certified, or since I came, I have complied with the policy as far as I know."
    not_complied: str = "I have not, or I cannot say so"
    not_complied_signed: str = (
        "Since I last certified, or since I came, I have not complied with the policy in everything, or I cannot say "
        "whether I have."
    )
    explain: str = "Say what it is, in your own words. You need not judge it yourself."
    nothing: str = "I have looked at each question, and I have nothing to report."
    who_reads: str = "The compliance officer and their deputies read this form."
    hr_sees: str = "Your local HR department sees that you signed and, where you report something, of which kind it is."
    questions: Mapping[str, FormQuestion] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
