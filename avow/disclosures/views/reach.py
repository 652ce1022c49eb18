"""Reaching a disclosure or a draft by proving that one may. A stranger gets the 404 of what never existed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest

from avow.access import reads
from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.counterparties.models import Counterparty
from avow.disclosures import judging
from avow.disclosures.forms import walking
from avow.disclosures.forms.keeping import fits
from avow.disclosures.forms.other_side import FACT
from avow.disclosures.keeping_away import keeps_away
from avow.disclosures.models import Disclosure, Draft, PartyResolved
from avow.disclosures.party import said_of
from avow.policy import Kind, Pack, Step


def visible(request: HttpRequest, public_id: str, on: date) -> Disclosure:
    """A disclosure that was sent and that the person signed in may read. Reading what another wrote is noted;
    `request.reads_another` says that it is not one's own."""
    person = request.user.person
    found = (
        Disclosure.objects.sent().visible_to(person, on).select_related("person").filter(public_id=public_id).first()
    )
    if found is None or keeps_away(person, found, on):
        raise Http404
    request.reads_another = found.person_id != person.pk  # the navigation then shows no place of one's own
    return found


def note_read(request: HttpRequest, disclosure: Disclosure, what: str, at: datetime) -> None:
    """Put it on record that somebody other than the discloser reads contents."""
    if request.user.person.pk != disclosure.person_id:
        reads.note(request.user.person, disclosure.subject, what, at)


def mine(request: HttpRequest, public_id: str, on: date) -> Disclosure:
    """The person's own disclosure, sent or not."""
    person = request.user.person
    found = Disclosure.objects.visible_to(person, on).select_related("person").filter(public_id=public_id).first()
    if found is None or found.person_id != person.pk:
        raise Http404
    return found


@dataclass
class Writing:
    """A draft being written today: its pack, its answers, the steps shown for them."""

    disclosure: Disclosure
    draft: Draft
    contents: dict
    pack: Pack
    kind: Kind
    registers: dict
    on: date
    counterparty: Counterparty | None = None
    resolved: PartyResolved | None = None
    """The other side, and what an officer said of it where it is named as then."""

    @property
    def around(self) -> dict:
        """What the registers know, and what the answers come to."""
        return {**self.registers, **judging.comes_to(self.pack, self.answers, self.on)}

    @property
    def answers(self) -> dict:
        return self.contents["answers"]

    @property
    def raw(self) -> dict:
        return self.contents["raw"]

    @property
    def was_done(self) -> bool:
        """Whether the person said that it is here, or was given, already, and its day is not to come."""
        return bool(self.contents.get("is_done")) and judging.day_judged(self.answers, self.on) <= self.on

    @property
    def steps(self) -> list[Step]:
        return walking.steps(self.pack, self.kind.id, self.answers, self.around)

    def is_done(self, step: Step) -> bool:
        """Whether every question of the step has an answer that fits, and nothing typed there waits to become one."""
        answered = (name in self.answers and fits(self.pack, name, self.answers[name]) for name in step.asks)
        return step.id not in self.raw and all(answered)

    def undone(self) -> list[Step]:
        return [step for step in self.steps if not self.is_done(step)]


def writing(request: HttpRequest, public_id: str) -> Writing | None:
    """The person's own draft, opened. None when there is no draft (any more); raises Http404 for what is not theirs."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    draft = Draft.objects.filter(disclosure=disclosure).first()
    if draft is None:
        return None
    draft.disclosure = disclosure
    contents = draft.open()
    pack = policy_in_force(on)
    kind = pack.kinds.get(disclosure.kind)
    if kind is None:
        raise Http404
    counterparty, resolved = judging.chosen(contents["answers"].get("counterparty")), None
    if draft.base_id is not None:
        resolved = said_of(disclosure, counterparty, contents["answers"].get(FACT))
        counterparty = resolved.counterparty if resolved else counterparty
    registers = judging.around(pack, disclosure, counterparty, on)
    return Writing(disclosure, draft, contents, pack, kind, registers, on, counterparty, resolved)
