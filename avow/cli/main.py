"""`avow`: one word picks what to do. The policy's commands never load Django; the others are Django commands."""

import os
import sys
from contextlib import suppress
from datetime import datetime

INTERRUPTED = 130  # what a shell says of a command that was stopped with Ctrl-C
NOBODY_READS = 141  # what a shell says of a command that was cut off by `| head`
COMMANDS = {
    "serve": "start the web server and the worker",
    "migrate": "bring the database up to date and install the ledger's guards",
    "demo": "load the invented company into an empty database",
    "worker": "run what is due in the background",
    "policy": "check, show, compare, propose, try on the past, or adopt a version of the policy",
    "judge": "judge every record of a file by a policy, without a database",
    "import": "import people, counterparties or past gifts from a file",
    "rates": "show the reference rates, or bring newer or corrected ones",
    "gifts": "count the register of gifts again, and say what is otherwise",
    "campaign": "prepare, preview and start campaigns of certifying, and see where they stand",
    "notices": "see where mail stands, try the mail server, bring holidays",
    "account": "give a person an account, or a new password",
    "role": "propose, confirm, end or list roles",
    "ledger": "verify the ledger",
    "erase": "destroy one person's key",
}

OF_THE_POLICY = ("propose", "withdraw", "proposals", "backtest", "adopt")
"""The commands of `avow policy` that need the database: Django commands of the same names."""


def usage() -> str:
    """What `avow` alone prints."""
    lines = "\n".join(f"  {name:<10} {does}" for name, does in COMMANDS.items())
    return f"usage: avow COMMAND …\n\n{lines}\n\n`avow COMMAND --help` says more."


def main(argv: list[str] | None = None) -> int:
    """Run one command. 0 is done, 1 is "found something", 2 is bad usage or input, 141 when nobody reads on.

    Whatever a command makes is for its owner alone, whatever the umask was.
    """
    os.umask(0o077)
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _nobody_reads()
        return NOBODY_READS


def _nobody_reads() -> None:
    """Let what is still to be printed go nowhere, so that the end is quiet."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _run(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if words else 2
    if words[0] == "policy" and not set(words[1:2]) & set(OF_THE_POLICY):
        from avow.policy.commands import run

        return run(words[1:])
    if words[0] == "judge":
        try:
            from avow.policy.judging_files import run as judge

            return judge(words[1:], datetime.now().astimezone().date())
        except KeyboardInterrupt:  # before it had begun
            return INTERRUPTED
    if words[0] not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(words[0], COMMANDS, n=1)
        print(f"avow: there is no command {words[0]!r}.{f' Did you mean {near[0]}?' if near else ''}", file=sys.stderr)
        print(usage(), file=sys.stderr)
        return 2
    if words[0] == "policy":
        words = words[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.config.settings")
    from avow.config import environment

    if {"-h", "--help"} & set(words):
        environment.only_look()
    elif words[0] != "migrate" and (sentence := environment.nothing_there()):
        print(f"avow {words[0]}: {sentence}", file=sys.stderr)
        return 2
    from avow.cli.django_commands import run as run_django

    return run_django(words)


if __name__ == "__main__":
    sys.exit(main())
