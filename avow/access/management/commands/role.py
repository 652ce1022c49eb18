"""`avow role propose|confirm|end NUMBER ROLE [--department D] [--by NUMBER]` and `avow role list`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.access import acts
from avow.access.models import Role, RoleGrant, RoleProposal
from avow.config.clock import now, today
from avow.people.models import Person


class Command(BaseCommand):
    help = (
        "Propose, confirm, end or list roles. Before there is an administrator the command line does all of it and is "
        "recorded so; afterwards --by says who, and three different people are needed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        for name in ("propose", "confirm", "end"):
            sub = does.add_parser(name, help=f"{name} a role")
            sub.add_argument("number", metavar="NUMBER", help="employee number of who gets or has the role")
            sub.add_argument("role", metavar="ROLE", help=", ".join(Role.values))
            sub.add_argument("--department", default="", help="for an HR partner: the local HR department")
            sub.add_argument("--by", metavar="NUMBER", help="employee number of who does it")
        does.add_parser("list", help="who holds which role, and what waits for a second person")

    def handle(self, *args, **options) -> int:
        if options["does"] == "list":
            return self.list()
        person = _person(options["number"])
        by = _person(options["by"]) if options["by"] else None
        acting_as = acts.COMMAND_LINE if by else ""
        if options["role"] not in Role.values:
            raise CommandError(f"There is no role {options['role']!r}. The roles are: {', '.join(Role.values)}.")
        same = {"person": person, "role": options["role"], "department": options["department"].strip()}
        words = f"{person.number} as {Role(options['role']).label}"
        try:
            if options["does"] == "propose":
                acts.propose_role(
                    person, options["role"], by, today(), now(), options["department"], acting_as=acting_as
                )
                confirm = f"avow role confirm {person.number} {options['role']}"
                confirm += f' --department "{same["department"]}"' if same["department"] else ""
                self.stdout.write(f"Proposed: {words}. Now: {confirm}{' --by NUMBER' if by else ''}")
            elif options["does"] == "confirm":
                waiting = RoleProposal.objects.filter(**same, grant__isnull=True, ended__isnull=True).first()
                if waiting is None:
                    raise CommandError(f"Nobody proposed {words}, or it is confirmed already.")
                acts.confirm_role(waiting, by, today(), now(), acting_as=acting_as)
                self.stdout.write(f"Confirmed: {words}.")
            else:
                grant = RoleGrant.objects.filter(**same, to_day__isnull=True).first()
                if grant is None:
                    raise CommandError(f"There is no such role to end: {words}.")
                acts.end_role(grant, by, today(), now(), acting_as=acting_as)
                self.stdout.write(f"Ended: {words}.")
        except acts.NotAllowed as refused:
            raise CommandError(str(refused))
        return 0

    def list(self) -> int:
        grants = RoleGrant.objects.on(today()).select_related("person", "proposed_by", "confirmed_by")
        for row in grants.order_by("role", "from_day", "pk"):
            self.stdout.write(
                f"{row.role}\t{row.department or '-'}\t{row.person.number}\t{row.person.name}\tsince {row.from_day}\t"
                f"proposed by {_who(row.proposed_by)}\tconfirmed by {_who(row.confirmed_by)}"
            )
        waiting = RoleProposal.objects.filter(grant__isnull=True, ended__isnull=True).select_related("person")
        for row in waiting.order_by("pk"):
            self.stdout.write(f"{row.role}\t{row.department or '-'}\t{row.person.number}\t{row.person.name}\twaits")
        return 0


def _person(number: str) -> Person:
    person = Person.objects.filter(number=number).first()
    if person is None:
        raise CommandError(f"Nobody has the employee number {number!r}.")
    return person


def _who(person: Person | None) -> str:
    return person.number if person else acts.COMMAND_LINE
