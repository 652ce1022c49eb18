"""Finding guidance that holds: by its words, and by the clause that comes up."""

from collections.abc import Iterable

from avow.counterparties.folding import words
from avow.questions.models import FoundBy, Guidance

MOST = 50
MOST_BESIDE = 5
MOST_WORDS = 8


def current():
    """What holds, the latest first: neither replaced nor withdrawn."""
    return Guidance.objects.filter(replaced_by__isnull=True, withdrawn__isnull=True).order_by("-on", "-pk")


def search(text: str, most: int = MOST) -> list[Guidance]:
    """What has a word beginning with each word of the text; everything that holds, for none."""
    rows = current()
    for word in words(text)[:MOST_WORDS]:
        rows = rows.filter(pk__in=FoundBy.objects.filter(word__startswith=word).values("guidance"))
    return list(rows[:most])


def of_clauses(numbers: Iterable[str], most: int = MOST_BESIDE) -> list[Guidance]:
    """What is about one of these clauses."""
    numbers = list(numbers)
    if not numbers:
        return []
    return list(current().filter(pk__in=FoundBy.objects.filter(clause__in=numbers).values("guidance"))[:most])


def index(guidance: Guidance) -> None:
    """Make the list of its words and clauses."""
    FoundBy.objects.filter(guidance=guidance).delete()
    text = " ".join([guidance.title, guidance.asked, guidance.says])
    rows = [FoundBy(guidance=guidance, word=word) for word in words(text)]
    rows += [FoundBy(guidance=guidance, clause=number) for number in guidance.clauses]
    FoundBy.objects.bulk_create(rows, batch_size=500)
