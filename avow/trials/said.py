"""What was said of one record and what an adopted version would say, in sentences, with the numbers compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from avow import policy
from avow.access.facts import facts_about
from avow.adoptions.current import pack_by_hash
from avow.disclosures import judging, showing
from avow.disclosures.models import Version
from avow.policy.pack import Pack
from avow.policy.problems import FactError
from avow.trials.lists import rules_of
from avow.trials.models import ToReview

Findings = dict[str, list[Mapping[str, Any]]]


@dataclass
class Said:
    """One clause of one record: the findings of then and those of the adopted version, as the pages show findings."""

    then: list[dict] = field(default_factory=list)
    now: list[dict] = field(default_factory=list)


def by_clause(row: ToReview) -> dict[str, Said]:
    """Each clause that says otherwise, with the sentences of both sides. What cannot be judged anew has none; the list
    itself says what it comes to. Nothing is kept of it."""
    version = Version.objects.filter(disclosure=row.disclosure, number=row.number).first()
    known = version.judgements.filter(attested__entry__lt=row.attested.entry_id) if version else None
    then = known.order_by("pk").last() if known is not None else None
    if version is None or then is None:
        return {}
    pack = rules_of(row.adoption, version.kind)
    found: dict[str, Said] = {one["clause"]: Said() for one in row.differs}
    wanted = {(one["clause"], one["rule"]): one["now"] for one in row.differs}
    old = [one for one in then.findings if (one["clause"], one["rule"]) in wanted]
    new = [one for one in _anew(pack, version, then) if wanted.get((one["clause"], one["rule"])) == one["finding"]]
    for one in showing.for_discloser(pack_by_hash(then.pack_hash), old):
        found[one["clause"]].then.append(one)
    for one in showing.for_discloser(pack, new):
        found[one["clause"]].now.append(one)
    return found


def _anew(pack: Pack, version: Version, then) -> Iterable[Mapping[str, Any]]:
    facts = {name: value for name, value in {**version.facts, **then.facts}.items() if name in pack.facts}
    try:
        judgement = policy.judge(
            pack,
            facts | {"kind": version.kind},
            on=version.on,
            past=judging.past_rows(pack, version.disclosure, version.on),
            country=facts_about(version.disclosure.person, version.on).get("country") or None,
            sources={name: words for name, words in then.sources.items() if name in facts},
        )
    except FactError:
        return []
    return judgement.as_json()["findings"]
