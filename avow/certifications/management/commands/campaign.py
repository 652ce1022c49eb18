"""`avow campaign`: prepare a campaign of certifying, look at whom it would ask, start it, and see where it stands."""

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.access.roles import is_officer
from avow.adoptions import words_of_commands as words
from avow.adoptions.current import NoPolicyInForce
from avow.certifications import recounting
from avow.certifications.campaigns import acts, changing, cohort, rolling, telling
from avow.certifications.campaigns.problems import Problem
from avow.certifications.campaigns.standing import CLOSED, PREPARED, STARTING, WITHDRAWN, standing, would_be_asked
from avow.certifications.models import Campaign
from avow.certifications.reminding_now import remind_now
from avow.config import clock
from avow.people.models import Person

MOST = 20
EXAMPLES = """examples:
  avow campaign prepare "Certification 2027" --opens 2027-01-11 --due 2027-01-29 --closes 2027-02-15 --by C1
  avow campaign preview NUMBER --by C1
  avow campaign start NUMBER --by C1 --seen
  avow campaign status --by C1
  avow campaign remind NUMBER --by C1

Starting records who is asked, as of today; `avow worker` writes a row for each. Exit status: 0 done, 2 refused.
"""


class Command(BaseCommand):
    """Reads the words, acts, tells."""

    help = "Prepare, preview, start and withdraw campaigns of certifying, and see where they stand."
    requires_system_checks = ()
    suppressed_base_arguments = frozenset(
        {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
         "--skip-checks"}
    )  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        what = parser.add_subparsers(dest="what", required=True)
        prepare = what.add_parser("prepare", help="prepare one; nobody is asked by this")
        prepare.add_argument("name")
        prepare.add_argument("--cohort", default="certify", help="the policy's cohort (certify)")
        for option, says in (("--opens", "first day"), ("--due", "last day in time"), ("--closes", "first day after")):
            prepare.add_argument(option, metavar="DAY", help=f"{says} (as the policy says)")
        preview = what.add_parser("preview", help="who would be asked and why, and what to mend before")
        preview.add_argument("number")
        start = what.add_parser("start", help="start it: the cohort is everyone who belongs now")
        start.add_argument("number")
        start.add_argument("--seen", action="store_true", help="start although there is something to mend")
        withdraw = what.add_parser("withdraw", help="withdraw one that was not started")
        withdraw.add_argument("number")
        remind = what.add_parser("remind", help="remind everyone whose form is missing, with their next mail")
        remind.add_argument("number")
        status = what.add_parser("status", help="where campaigns stand, by HR department")
        status.add_argument("number", nargs="?")
        check = what.add_parser("check", help="count one anew from the ledger alone, and compare")
        check.add_argument("number")
        for each in (check, prepare, preview, start, withdraw, remind, status):
            each.add_argument("--by", required=True, metavar="NUMBER", help="compliance officer or deputy")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        by = words.person(options.pop("by"))
        if not is_officer(by, clock.today()):
            raise CommandError(f"{by.number} is neither compliance officer nor a deputy, who alone run campaigns.")
        try:
            getattr(self, what)(by, **options)
        except acts.ToBeSeen as answer:
            self._say(answer.problems)
            raise CommandError("It is not started. Mend this, or start it as it is with --seen.")
        except acts.Overlap as answer:
            raise CommandError(f"--opens, --closes: {answer}")
        except (acts.Refused, NoPolicyInForce) as answer:
            raise CommandError(str(answer))

    def prepare(self, by: Person, *, name: str, cohort: str, **given: Any) -> None:
        """Prepare one, and say its number."""
        days = {
            which: words.day(f"--{which}", given[which]) if given[which] else None
            for which in ("opens", "due", "closes")
        }
        made = acts.prepare(name, cohort=cohort, **days, by=by, on=clock.today(), at=clock.now())
        self.stdout.write(f"{made.public_id}  {made.name} is prepared. Look at it: avow campaign preview")

    def preview(self, by: Person, *, number: str, **_: Any) -> None:
        """Who would be asked, and what is wrong."""
        found, wrong = acts.preview(_campaign(number), clock.today())
        named = cohort.people(found.members)
        for one in found.members:
            person = named[one.person]
            place = one.hr_department or "no HR department"
            self.stdout.write(f"{person.name} ({person.number}), {place}: {one.because}")
        campaign = _campaign(number)
        if campaign.rolling:
            for month, (joined, unsaid) in rolling.months(campaign, found.members, clock.today()):
                self.stdout.write(f"{month}: {joined} by the day they joined, {unsaid} as nobody said when they joined")
            self.stdout.write(f"{len(found.members)} people would be asked over the year.")
            self.stdout.write(f"{len(found.next_time)} joined too late for it, and are asked in the next one.")
        else:
            self.stdout.write(f"{len(found.members)} people would be asked today.")
        self._say(wrong)

    def start(self, by: Person, *, number: str, seen: bool, **_: Any) -> None:
        """Start it."""
        begun = acts.start(_campaign(number), by=by, on=clock.today(), at=clock.now(), seen=seen)
        self.stdout.write(f"Started: {begun.people} people are asked. The worker writes a row for each.")

    def withdraw(self, by: Person, *, number: str, **_: Any) -> None:
        """Withdraw it."""
        changing.withdraw(_campaign(number), by=by, on=clock.today(), at=clock.now())
        self.stdout.write("Withdrawn. Nobody was asked.")

    def remind(self, by: Person, *, number: str, **_: Any) -> None:
        """Remind those who are missing."""
        done = remind_now(_campaign(number), by=by, on=clock.today(), at=clock.now())
        self.stdout.write(done.says or "Nobody was left to remind.")

    def status(self, by: Person, *, number: str | None, **_: Any) -> None:
        """Where one stands, or all."""
        on = clock.today()
        for campaign in [_campaign(number)] if number else Campaign.objects.filter(trial_of=None):
            stands = standing(campaign, on)
            state = f"a trial, {stands.state}" if campaign.trial_of_id else stands.state
            if stands.state == STARTING:
                state += f", {stands.written} of {stands.wanted} written"
            self.stdout.write(
                f"{campaign.public_id}  {campaign.name}: {state}; opens {campaign.opens}, due {campaign.due}, closes "
                f"{campaign.closes}"
            )
            for one in stands.departments:
                name = one.department or "no HR department"
                self.stdout.write(f"  {name}: {one.asked} asked, {telling.counts(one)}")
            if number and stands.state not in (PREPARED, WITHDRAWN, STARTING, CLOSED):
                self._say_who_came(campaign)

    def check(self, by: Person, *, number: str, **_: Any) -> None:
        """Count it anew."""
        numbers, differs = recounting.check(_campaign(number), clock.today())
        for where, counted in numbers.items():
            said = ", ".join(f"{value} {name}" for name, value in counted.items())
            self.stdout.write(f"{where or 'no HR department'}: {said}")
        for sentence in differs:
            self.stdout.write(sentence)
        if differs:
            raise CommandError("The ledger says otherwise.", returncode=1)
        self.stdout.write("The pages, and what departments signed, say what the ledger says.")

    def _say_who_came(self, campaign: Campaign) -> None:
        came = would_be_asked(campaign.started, clock.today())
        named = cohort.people(came[:MOST])
        if came:
            self.stdout.write(f"{len(came)} belong now and are not asked, as they did not when it was started:")
        for one in came[:MOST]:
            person = named[one.person]
            self.stdout.write(f"  {person.name} ({person.number}): {one.because}")
        if len(came) > MOST:
            self.stdout.write(f"  … and {len(came) - MOST} more")

    def _say(self, wrong: list[Problem]) -> None:
        for one in wrong:
            self.stdout.write(f"{'Stops it' if one.stops else 'To mend'}: {one.says} {one.do}")
            for name in one.concerns[:MOST]:
                self.stdout.write(f"  {name}")
            if len(one.concerns) > MOST:
                self.stdout.write(f"  … and {len(one.concerns) - MOST} more")


def _campaign(number: str) -> Campaign:
    found = Campaign.objects.filter(public_id=number).first()
    if found is None:
        raise CommandError(f"There is no campaign {number!r}. `avow campaign status` lists them.")
    return found
