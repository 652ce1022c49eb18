"""Every place where something about a person can be, and what erasing them does to it.

A test holds this list against the tables and against the data folder: a new working table, or a new file in AVOW_HOME,
that is not named here fails it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """A copy: what it holds, in which tables (app_label.Model) or files (in AVOW_HOME), what erasing does to it.

    `effect` is "unreadable" (sealed with the destroyed key), "blanked", "deleted", "kept" (pseudonymous, or nothing
    about persons), "expires" or "out of reach".
    """

    holds: str
    effect: str
    says: str
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


COPIES = (
    Copy(
        "What people told, decided and wrote, as attested",
        "unreadable",
        "The bytes stay, so that the ledger verifies; nobody can read them any more.",
        tables=("ledger.Attested",),
    ),
    Copy(
        "Typed columns that rules, lists and totals read",
        "kept",
        "They name the person by a random identifier that leads to nothing any more.",
        tables=("every projection",),
    ),
    Copy(
        "Who did what, when",
        "kept",
        "Entries name persons by random identifiers; heads are numbers.",
        tables=("ledger.Entry", "ledger.Head"),
        files=("heads.log",),
    ),
    Copy(
        "Who read what",
        "kept",
        "Rows point at the person's row, from which the name is gone.",
        tables=("access.Read",),
    ),
    Copy(
        "Name, address and number of the person",
        "blanked",
        "The name becomes “Erased person”, the number the random identifier, the e-mail address goes.",
        tables=("people.Person",),
    ),
    Copy(
        "The way in: username and password",
        "blanked",
        "The account is closed, its username replaced, its password made unusable, so that every session of it ends.",
        tables=("access.Account", "account.EmailAddress", "account.EmailConfirmation"),
    ),
    Copy(
        "Sessions, and the counters of the throttled sign-in",
        "expires",
        "A session holds no name and ends with the password; counters are kept for minutes.",
        tables=("sessions.Session", "access.CacheRow"),
    ),
    Copy(
        "Drafts",
        "deleted",
        "They were sealed with the key as well.",
        tables=("disclosures.Draft", "certifications.FormDraft"),
    ),
    Copy(
        "One-time codes, and who is at a shared device",
        "deleted",
        "Hashes and times. That a code was made, when and by whom, is attested.",
        tables=("certifications.OneTimeCode", "certifications.Sitting"),
    ),
    Copy(
        "Where everyone asked to certify stands",
        "kept",
        "Department, state and numbers, for counting; it points at the person's row, from which the name is gone.",
        tables=("certifications.Place", "certifications.Followed", "certifications.ForCommittee"),
    ),
    Copy(
        "What waits to be told, and mails on their way",
        "deleted",
        "Those to the person and about them; a mail on its way to another is written anew without them. A mail that "
        "was handed over is sealed with its reader's key, and the names of others in it each with their own.",
        tables=("notices.Notice", "notices.Mail"),
    ),
    Copy(
        "Attachments",
        "deleted",
        "The files, sealed with the key, are removed; the row keeps size, type and hash, which the versions attest.",
        tables=("disclosures.Attachment",),
        files=("attachments",),
    ),
    Copy(
        "Lines of the register of gifts, and what waits to be judged again or for who the other side is",
        "kept",
        "Amounts, days, the other side and marks; they point at the person's row, from which the name is gone. What "
        "was given is only in the sealed versions.",
        tables=("gifts.Gift", "gifts.NameLeftOpen", "gifts.ToLookAgain"),
    ),
    Copy(
        "Which lines a narrowed inspection of the register looked at",
        "kept",
        "Two numbers of rows. What was searched for, perhaps a name, is in the sealed document alone.",
        tables=("gifts.InspectedLine",),
    ),
    Copy(
        "Views of the register that an officer saved",
        "deleted",
        "Those of the erased officer go, and those of others that look for the erased person or are called after them.",
        tables=("gifts.SavedView",),
    ),
    Copy(
        "That there is a disclosure",
        "kept",
        "A random number, the kind and the day; it points at the person's row, from which the name is gone.",
        tables=("disclosures.Disclosure",),
    ),
    Copy(
        "The keys",
        "deleted",
        "Destroyed; a tombstone and a line in erasures.log keep a restored copy from bringing them back.",
        files=("keys",),
    ),
    Copy(
        "The database file and its write-ahead log",
        "deleted",
        "SQLite overwrites what it deletes, and the log is cut at once. PostgreSQL frees old row versions at its next "
        "vacuum, and its archived log lives as long as you keep it.",
        files=("avow.sqlite3", "avow.sqlite3-wal", "avow.sqlite3-shm"),
    ),
    Copy(
        "How often each clause came up in May I?; by which words guidance is found",
        "kept",
        "Counts by month: who asked, and what, is kept nowhere. Guidance names nobody.",
        tables=("questions.CameUp", "questions.FoundBy"),
    ),
    Copy(
        "Files with questions",
        "deleted",
        "The files, sealed with the key, are removed; the row keeps size and type.",
        tables=("questions.Paper",),
    ),
    Copy(
        "What a version of the policy would judge otherwise",
        "kept",
        "Counts, and rows with the random number of a disclosure, its day and the clause; nothing that anybody wrote. "
        "Whoever is erased is in no later trial.",
        tables=("trials.BackTest", "trials.JudgedOtherwise"),
    ),
    Copy(
        "Registers, policies, rates, jobs, roles' names, the demo's password",
        "kept",
        "Nothing about covered persons is in them.",
        tables=(
            "auth.Group",
            "auth.Group_permissions",
            "auth.Permission",
            "contenttypes.ContentType",
            "counterparties.Counterparty",
            "counterparties.CounterpartyIdentifier",
            "counterparties.CounterpartyName",
            "counterparties.NameWord",
            "jobs.Job",
            "notices.CalendarLine",
            "notices.Looked",
            "rates.BroughtRate",
        ),
        files=("policies", "static", "secret_key", "demo-password", "files", "gifts.lock"),
    ),
    Copy(
        "Printed and downloaded receipts, exported files, mail, backups of the key files",
        "out of reach",
        "Receipts are made when asked for and not kept here. What left the house, and copies of the key files that "
        "you made, must be destroyed where they are.",
    ),
)


def about(table: str) -> Copy | None:
    """The copy that names this table."""
    return next((copy for copy in COPIES if table in copy.tables), None)
