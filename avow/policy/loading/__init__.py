"""From a folder of TOML files to a checked `Pack`, or to the list of everything that is wrong with it.

`load` reads every file before it complains, so that one run shows all problems, each with file, line, column and the
nearest right name. Files that do not end in .toml are not part of a pack.
"""

from __future__ import annotations

import hashlib
from itertools import chain, islice
from pathlib import Path

from avow.policy.loading.certifying import check_certifying
from avow.policy.loading.clauses import read_clause
from avow.policy.loading.cohorts import check_cohorts, read_cohorts
from avow.policy.loading.coverage import check_pack
from avow.policy.loading.facts import Names, read_fact_list
from avow.policy.loading.kinds import read_kind
from avow.policy.loading.policy import read_policy
from avow.policy.loading.routing import read_routing
from avow.policy.loading.totals import Counting
from avow.policy.numbering import natural
from avow.policy.pack import Clause, Kind, Pack
from avow.policy.problems import PackError, Problem, nearest
from avow.policy.section import LARGEST_FILE, Section, open_file

TOP_FILES = ("policy.toml", "facts.toml", "routing.toml", "cohorts.toml")
WITHOUT = ("cohorts.toml",)
"""What a pack may do without."""
FOLDERS = ("kinds", "clauses")
MOST_FILES = 500


class PackNotFound(LookupError):
    """No pack of this name or at this place; the message says which there are."""


def corporate() -> Path:
    """The folder of the built-in pack."""
    return Path(__file__).parent.parent / "packs" / "corporate"


def find(name_or_path: str | Path, extra_folder: str | Path | None = None) -> Path:
    """The folder of a pack: by name among the built-in packs and those in `extra_folder`, or by its path."""
    text = str(name_or_path)
    folders = [corporate().parent, *([Path(extra_folder)] if extra_folder else [])]
    places = [Path(text)] if text else []
    if text and "/" not in text and "\\" not in text and not text.startswith("."):
        places = [*(folder / text for folder in folders), *places]
    for place in places:
        if _is_folder(place):
            return place
    names = list(named(extra_folder))
    near = nearest(text, names)
    hint = f" Did you mean {near}?" if near else f" There are: {', '.join(names) or 'none'}; or give a folder."
    raise PackNotFound(f"There is no pack called {text!r}.{hint}")


def named(extra_folder: str | Path | None = None) -> dict[str, Path]:
    """The folders that can be given by name, in the order of their names: those of the packs that come with Avow, then
    those of `extra_folder` with other names."""
    folders = [corporate().parent, *([Path(extra_folder)] if extra_folder else [])]
    found: dict[str, Path] = {}
    for entry in [entry for folder in folders if _is_folder(folder) for entry in folder.iterdir()]:
        if entry.is_dir() and not entry.name.startswith((".", "_")):
            found.setdefault(entry.name, entry)
    return dict(sorted(found.items()))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with characters that no name has
        return False


def load(path: str | Path) -> Pack:
    """Read and check the pack in a folder; raises PackError with every problem found."""
    problems: list[Problem] = []
    contents = _contents(Path(path), problems)
    sections = {name: open_file(name, content, problems) for name, content in contents.items()}
    if any(sections.get(name) is None for name in TOP_FILES if name in contents or name not in WITHOUT):
        raise PackError(problems)
    pack = _pack(contents, {name: section for name, section in sections.items() if section is not None}, problems)
    if problems or pack is None:
        raise PackError(problems)
    return pack


def _contents(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """Every file of the pack by its name inside the folder, in order."""
    if not folder.is_dir():
        raise PackError([Problem(folder.name, 0, 0, "there is no such folder")])
    found: dict[str, bytes] = {}
    files = [*islice(chain(folder.glob("*.toml"), folder.glob("[!.]*/*.toml")), MOST_FILES + 1)]
    if len(files) > MOST_FILES:
        raise PackError([Problem(folder.name, 0, 0, f"the pack has more than {MOST_FILES} files")])
    files.sort(key=lambda file: file.relative_to(folder).as_posix())
    for file in files:
        name = file.relative_to(folder).as_posix()
        parts = name.split("/")
        if name not in TOP_FILES and not (len(parts) == 2 and parts[0] in FOLDERS):
            known = [*TOP_FILES, *(f"{part}/{parts[-1]}" for part in FOLDERS)]
            problems.append(Problem(name, 0, 0, "this file is not part of a pack", nearest(name, known)))
        elif file.is_symlink() or not file.is_file():
            problems.append(Problem(name, 0, 0, "this is not a plain file"))
        else:
            with file.open("rb") as stream:
                found[name] = stream.read(LARGEST_FILE + 1)
    for name in TOP_FILES:
        if name not in found and name not in WITHOUT:
            problems.append(Problem(name, 0, 0, f"{name} is missing"))
    for part in FOLDERS:
        if not any(name.startswith(f"{part}/") for name in found):
            problems.append(Problem(part, 0, 0, f"the folder {part} is missing or empty"))
    return found


def hash_of(path: str | Path) -> str | None:
    """The hash of the files in a folder, without reading what they say; None where they cannot be those of a pack."""
    problems: list[Problem] = []
    try:
        contents = _contents(Path(path), problems)
    except PackError:
        return None
    return None if problems else _hash(contents)


def _hash(contents: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(contents):
        part = contents[name]
        whole.update(f"{name}\0{len(part)}\0".encode())
        whole.update(part)
    return whole.hexdigest()


def _pack(contents: dict[str, bytes], sections: dict[str, Section], problems: list[Problem]) -> Pack | None:
    kind_ids = [Path(name).stem for name in contents if name.startswith("kinds/")]
    currency = sections["policy.toml"].data.get("currency")
    facts = read_fact_list(sections["facts.toml"], kind_ids, currency if isinstance(currency, str) else "")
    names = Names(facts)
    policy = read_policy(sections["policy.toml"], names, kind_ids)
    kinds: dict[str, Kind] = {}
    clauses: dict[str, Clause] = {}
    for name, section in sections.items():
        if name.startswith("kinds/"):
            kind = read_kind(section, names, policy.steps)
            kinds[kind.id] = kind
    broken = {id_ for id_ in kind_ids if id_ not in kinds}  # their files cannot be read; they may be of any sort
    added_up = {kind.id for kind in kinds.values() if kind.register_only}
    counting = Counting(frozenset(added_up | broken), policy.same_party)
    for name, section in sections.items():
        if name.startswith("clauses/"):
            _add_clause(clauses, read_clause(section, names, counting, policy.in_force_from), section)
    clauses = dict(sorted(clauses.items(), key=lambda item: natural(item[0])))
    kinds = {choice.value: kinds[choice.value] for choice in facts["kind"].choices if choice.value in kinds}
    routing = read_routing(sections["routing.toml"], names)
    cohorts = read_cohorts(sections["cohorts.toml"], names) if "cohorts.toml" in sections else {}
    unread = frozenset(name for name in contents if name not in sections)
    check_pack(facts, kinds, clauses, policy, sections, unread)
    check_certifying(policy.certifying, kinds, sections)
    if not any(name.startswith("clauses/") for name in unread):
        check_cohorts(cohorts, clauses, sections)
    if policy.in_force_from is None:
        return None
    return Pack(
        name=policy.name,
        version=policy.version,
        hash=_hash(contents),
        currency=policy.currency,
        in_force_from=policy.in_force_from,
        answer_within_days=policy.answer_within_days,
        readings=policy.readings,
        form=policy.form,
        decisions=policy.decisions,
        consultation=policy.consultation,
        facts=facts,
        kinds=kinds,
        clauses=clauses,
        routing=routing,
        cohorts=cohorts,
        same_party=policy.same_party,
        cites=policy.cites,
        becomings=policy.becomings,
        leave=policy.leave,
        refusals=policy.refusals,
        refusals_of_invitations=policy.refusals_of_invitations,
        inspect_every_months=policy.inspect_every_months,
        certifying=policy.certifying,
    )


def _add_clause(clauses: dict[str, Clause], clause: Clause, section: Section) -> None:
    if clause.number in clauses:
        section.complain("clause", f"clause {clause.number} is already in {clauses[clause.number].file}")
    elif clause.number:
        clauses[clause.number] = clause
