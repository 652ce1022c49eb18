"""Which forms stand on a case page: what the reader may do, and what makes sense where the case is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms

from avow.access import participants
from avow.access.models import Capacity
from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.people.models import Person
from avow.reviews import outcomes
from avow.reviews.authority import Authority
from avow.reviews.findable import findable
from avow.reviews.forms.assessing import AssessForm
from avow.reviews.forms.consulting import AttemptForm, HearForm, MoveForm
from avow.reviews.forms.deciding import DecideForm
from avow.reviews.forms.finding import FindForm
from avow.reviews.forms.leaving import KeepOpenForm, ReferForm, StepAsideForm
from avow.reviews.forms.speaking import NoteForm, TellForm
from avow.reviews.models import Case, Consultation
from avow.reviews.models.case import DECIDING
from avow.reviews.routing import higher


@dataclass
class Offered:
    """Builds each form by the name of its act; `names` are those offered now."""

    case: Case
    version: Version
    person: Person
    authority: Authority
    on: object
    waiting: list[Consultation] = field(default_factory=list)
    there: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, case: Case, version: Version, person: Person, authority: Authority, on) -> "Offered":
        """`case` is marked."""
        rows = Consultation.objects.filter(version=version, moved_to__isnull=True).select_related("asked", "answer")
        rows = list(rows)
        waiting = [row for row in rows if not hasattr(row, "answer")]
        return cls(case, version, person, authority, on, waiting, {row.capacity for row in rows})

    @property
    def is_closed(self) -> bool:
        return self.case.is_over and not self.case.is_kept_open

    @property
    def is_decided(self) -> bool:
        return self.case.decision is not None

    def names(self) -> set[str]:
        """The acts that are open to the reader now."""
        open_now = not self.is_closed and not self.is_decided
        names = {"tell", "note"}
        if open_now:
            names.add("ask")
            if not self.is_decided:
                names.add("step-aside")
            if self._higher():
                names.add("refer")
            if self.authority.decides:
                names.add("decide")
        if self.authority.prepares and open_now:
            names.add("assess")
            if findable(self.version):
                names.add("find")
            if len(self.there) < 2:
                names.add("consult")
            if self.waiting:
                names |= {"attempt", "hear"}
            if any(row.capacity == "management" for row in self.waiting):
                names.add("move")
        if self.authority.prepares and self.is_closed and not self.is_decided:
            names.add("keep-open")
        return names

    def form(self, act: str, data: Mapping | None = None) -> forms.Form | None:
        """The form of an act, filled with what was sent, if anything; None for acts that are a button only."""
        if act in ("tell", "ask"):
            return TellForm(data, prefix=act, people=self.people())
        if act == "note":
            return NoteForm(data, prefix=act)
        if act in ("attempt", "hear"):
            kind = AttemptForm if act == "attempt" else HearForm
            initial = {"day": self.on}
            return kind(data, prefix=act, waiting=self.waiting, initial=initial)
        if act == "move":
            return MoveForm(data, prefix=act)
        if act == "find":
            return FindForm(data, prefix=act, of=self.version, initial={"version": self.version.number})
        if act == "assess":
            return AssessForm(data, prefix=act, initial={"version": self.version.number})
        if act == "decide":
            open_to = outcomes.choices(self.pack, self.version.timing, self.case.decides)
            has_begun = self.version.timing == "existing"
            initial = {"version": self.version.number}
            return DecideForm(data, prefix=act, outcomes=open_to, has_begun=has_begun, initial=initial)
        if act == "step-aside":
            return StepAsideForm(data, prefix=act)
        if act == "refer":
            return ReferForm(data, prefix=act, authorities=self._higher())
        if act == "keep-open":
            return KeepOpenForm(data, prefix=act)
        return None

    def forms(self) -> dict[str, forms.Form | None]:
        """Every form that is offered, by a name that templates can use."""
        return {name.replace("-", "_"): self.form(name) for name in self.names()}

    @property
    def pack(self):
        return pack_by_hash(self.version.pack_hash)

    def people(self) -> list[Person]:
        """To whom a reviewer may write: the person who disclosed, and those consulted."""
        rows = participants.of(self.case.disclosure.public_id, self.on)
        managers = [row.person for row in rows if row.capacity == Capacity.MANAGER]
        return [self.case.disclosure.person, *managers]

    def _higher(self) -> list[tuple[str, str]]:
        return [(role, words) for role, words in DECIDING.items() if higher(role, self.case.decides)]
