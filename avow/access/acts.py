"""Opening and closing accounts; proposing, confirming and ending roles. One transaction and one entry each."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from avow.access import roles
from avow.access.models import Account, Role, RoleGrant, RoleProposal, RoleProposalEnded
from avow.ledger.acts import Doc, record
from avow.people.models import Person

COMMAND_LINE = "command line"
"""The actor of an act that nobody signed in for: the operator of the machine, before the first administrator."""


class NotAllowed(Exception):
    """The act is against the rules of access. The text says why, and what to do."""


def _who(person: Person | None) -> str | None:
    return person.public_id if person else None


def _entry(verb: str, by: Person | None, subject: str, at: datetime, docs: list[Doc], acting_as: str = ""):
    return record(
        verb,
        actor=by if by is not None else COMMAND_LINE,
        acting_as=acting_as,
        subject=subject,
        at=at,
        docs=docs,
    )


def _as(by: Person | None, on: date) -> str:
    """The role in which someone proposes, confirms or ends roles."""
    held = roles.roles_of(by, on) if by is not None else set()
    return next((role for role in sorted(roles.MAY_CONFIRM) if role in held), "")


@transaction.atomic
def open_account(
    person: Person, password: str | None, *, at: datetime, by: Person | None = None, username: str | None = None
) -> Account:
    """Give a person a way in. Without a password nobody can sign in until one is set.

    The username is the employee number unless another is given. Raises `NotAllowed` if there already is an account,
    `django.core.exceptions.ValidationError` if the password is too weak.
    """
    name = (username or person.number).strip().lower()
    if Account.objects.filter(person=person).exists():
        raise NotAllowed(f"{person.number} already has an account. To change its password: avow account password.")
    if Account.objects.filter(username=name).exists():
        raise NotAllowed(f"The username {name!r} belongs to someone else. Choose another.")
    account = Account(person=person, username=name, opened_at=at)
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)
    account.save()
    _entry("account opened", by, f"person:{person.public_id}", at, [])
    return account


@transaction.atomic
def set_password(account: Account, password: str, *, at: datetime, by: Person | None = None) -> Account:
    """Replace the password; a closed account opens again, but not by its own person. Every session of it ends.

    Raises `NotAllowed`, `django.core.exceptions.ValidationError` if the password is too weak.
    """
    validate_password(password, account)
    closed_at = Account.objects.select_for_update(no_key=True).values_list("closed_at", flat=True).get(pk=account.pk)
    if closed_at is not None and by is not None and by.pk == account.person_id:
        raise NotAllowed("This account was closed. Nobody opens their own again.")
    account.set_password(password)
    account.closed_at = None
    account.save(update_fields=["password", "closed_at"])
    _entry("password set", by, f"person:{account.person.public_id}", at, [])
    return account


@transaction.atomic
def close_account(account: Account, *, at: datetime, by: Person | None = None) -> Account:
    """Nobody can sign in with it any more; every session of it ends. Closing twice changes nothing."""
    if account.closed_at is None:
        account.closed_at = at
        account.set_unusable_password()
        account.save(update_fields=["closed_at", "password"])
        _entry("account closed", by, f"person:{account.person.public_id}", at, [])
    return account


def _lock(*people: Person | None) -> None:
    """Two acts on the roles of one person wait for each other: what is checked still holds when it is written."""
    keys = sorted({person.pk for person in people if person is not None})
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _before_any_administrator() -> bool:
    return not RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exists()


def _command_line_may_propose(role: str, on: date) -> bool:
    """Any role before there was an administrator; an administrator's when all of them have left."""
    return _before_any_administrator() or (role == Role.ADMINISTRATOR and not roles.holders(Role.ADMINISTRATOR, on))


def _not_both(person: Person, role: str, on: date) -> None:
    """Whoever runs the installation reads no case, so an administrator has no other role.

    Not a constraint of the database: it would have to compare rows, which SQLite cannot state. It is checked here under
    the lock on the person, and `avow ledger verify` looks for anyone who has both.
    """
    current = set(
        RoleGrant.objects.filter(person=person, to_day__isnull=True).values_list("role", flat=True)
    ) | roles.roles_of(person, on)
    if role == Role.ADMINISTRATOR and current:
        raise NotAllowed("An administrator reads no contents and holds no other role. End the other roles first.")
    if role != Role.ADMINISTRATOR and Role.ADMINISTRATOR in current:
        raise NotAllowed("This person is an administrator, who reads no contents. End that role first.")


@transaction.atomic
def propose_role(
    person: Person,
    role: str,
    by: Person | None,
    on: date,
    at: datetime,
    department: str | None = None,
    acting_as: str = "",
) -> RoleProposal:
    """Propose that a person gets a role. `by` is an administrator; None is the command line, until there is one, and
    again for an administrator when all of them have left.

    Raises `NotAllowed`. An HR partner's role names the department.
    """
    _lock(person, by)
    department = (department or "").strip()
    if role not in Role.values:
        raise NotAllowed(f"There is no role {role!r}. The roles are: {', '.join(Role.values)}.")
    if (role == Role.HR_PARTNER) != bool(department):
        raise NotAllowed("An HR partner is so for one department: name it. Other roles have none.")
    if by is None and not _command_line_may_propose(role, on):
        raise NotAllowed("There is an administrator now, or was one: say who proposes.")
    if by is not None:
        if by == person:
            raise NotAllowed("Nobody proposes a role for themselves. Ask another administrator.")
        if not roles.holds(by, Role.ADMINISTRATOR, on):
            raise NotAllowed("Only an administrator proposes roles.")
    if not roles.here(person, on):
        raise NotAllowed(f"{person.number} has left.")
    _not_both(person, role, on)
    if RoleGrant.objects.filter(person=person, role=role, department=department, to_day__isnull=True).exists():
        raise NotAllowed("The person already holds this role.")
    waiting = RoleProposal.objects.filter(person=person, role=role, department=department)
    if waiting.filter(grant__isnull=True, ended__isnull=True).exists():
        raise NotAllowed("This is already proposed and waits for a second person.")
    body = {
        "person": person.public_id,
        "role": str(role),
        "department": department,
        "on": on.isoformat(),
        "proposed_by": _who(by),
    }
    entry = _entry(
        "role proposed",
        by,
        f"person:{person.public_id}",
        at,
        [Doc(RoleProposal.schema, body, key="register")],
        acting_as or _as(by, on),
    )
    return RoleProposal.objects.create(
        attested=entry.documents[0], person=person, role=role, department=department, on=on, proposed_by=by
    )


@transaction.atomic
def confirm_role(proposal: RoleProposal, by: Person | None, on: date, at: datetime, acting_as: str = "") -> RoleGrant:
    """Grant what was proposed. The one who confirms is neither the one who proposed nor the one who gets it.

    Confirmed by an administrator, the compliance officer or the chief executive. The command line (None) confirms
    only what it proposed itself, on the same day. Raises `NotAllowed`.
    """
    _lock(proposal.person, by)
    proposal = RoleProposal.objects.select_related("person", "proposed_by").get(pk=proposal.pk)
    person, role = proposal.person, proposal.role
    if RoleGrant.objects.filter(proposal=proposal).exists():
        raise NotAllowed("This has already been confirmed.")
    if RoleProposalEnded.objects.filter(proposal=proposal).exists():
        raise NotAllowed("This proposal was taken back.")
    if by is None:
        if proposal.proposed_by_id is not None:
            raise NotAllowed("An administrator proposed this: say who confirms it.")
        if proposal.on != on:
            raise NotAllowed("The command line confirms its own first proposals only on the day of the proposal.")
    else:
        if by == person:
            raise NotAllowed("Nobody confirms their own role.")
        if by.pk == proposal.proposed_by_id:
            raise NotAllowed("A second person confirms: not the one who proposed.")
        if roles.MAY_CONFIRM.isdisjoint(roles.roles_of(by, on)):
            raise NotAllowed("An administrator, the compliance officer or the chief executive confirms roles.")
    if not roles.here(person, on):
        raise NotAllowed(f"{person.number} has left.")
    _not_both(person, role, on)
    if RoleGrant.objects.filter(person=person, role=role, department=proposal.department, to_day__isnull=True).exists():
        raise NotAllowed("The person already holds this role.")
    return _grant(proposal, by, on, at, acting_as)


def _grant(proposal: RoleProposal, by: Person | None, on: date, at: datetime, acting_as: str = "") -> RoleGrant:
    body = {
        "proposal": proposal.attested.entry.number,
        "person": proposal.person.public_id,
        "role": proposal.role,
        "department": proposal.department,
        "from_day": on.isoformat(),
        "proposed_by": _who(proposal.proposed_by),
        "confirmed_by": _who(by),
    }
    doc = Doc(RoleGrant.schema, body, key="register")
    entry = _entry("role granted", by, f"person:{proposal.person.public_id}", at, [doc], acting_as or _as(by, on))
    return RoleGrant.objects.create(
        attested=entry.documents[0],
        proposal=proposal,
        person=proposal.person,
        role=proposal.role,
        department=proposal.department,
        from_day=on,
        proposed_by=proposal.proposed_by,
        confirmed_by=by,
    )


@transaction.atomic
def take_back_proposal(proposal: RoleProposal, by: Person, on: date, at: datetime) -> RoleProposalEnded:
    """Take back or refuse a proposal that waits. By an administrator, or someone who could confirm it."""
    _lock(proposal.person, by)
    if by == proposal.person or roles.MAY_CONFIRM.isdisjoint(roles.roles_of(by, on)):
        raise NotAllowed("An administrator, the compliance officer or the chief executive refuses a proposal.")
    if RoleGrant.objects.filter(proposal=proposal).exists():
        raise NotAllowed("This has already been confirmed. End the role instead.")
    if RoleProposalEnded.objects.filter(proposal=proposal).exists():
        raise NotAllowed("This proposal was already taken back.")
    body = {"proposal": proposal.attested.entry.number, "by": by.public_id}
    doc = Doc(RoleProposalEnded.schema, body, key="register")
    entry = _entry("role proposal ended", by, f"person:{proposal.person.public_id}", at, [doc], _as(by, on))
    return RoleProposalEnded.objects.create(attested=entry.documents[0], proposal=proposal, by=by)


@transaction.atomic
def end_role(grant: RoleGrant, by: Person | None, on: date, at: datetime, acting_as: str = "") -> RoleGrant:
    """The role ends with `on`, the first day without it. By one administrator; taking away needs no second person.

    The last administrator's role cannot end. Raises `NotAllowed`.
    """
    _lock(grant.person, by)
    grant = RoleGrant.objects.select_related("person").get(pk=grant.pk)
    if by is None and not _before_any_administrator():
        raise NotAllowed("There is an administrator now: say who ends the role.")
    if by is not None and not roles.holds(by, Role.ADMINISTRATOR, on):
        raise NotAllowed("Only an administrator ends roles.")
    if grant.to_day is not None:
        raise NotAllowed("This role has already ended.")
    if grant.role == Role.ADMINISTRATOR and len(roles.holders(Role.ADMINISTRATOR, on)) <= 1:
        raise NotAllowed("This is the last administrator. Grant the role to someone else first.")
    day = max(on, grant.from_day)
    entry = _entry(
        "role ended", by, f"person:{grant.person.public_id}", at, [grant.ending(day)], acting_as or _as(by, on)
    )
    grant.end(entry, day)
    return grant
