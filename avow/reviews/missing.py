"""What stands between a version and its decision, in plain sentences, with the clause that asks for it."""

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.reviews.models import Assessment, Case, Consultation

NAMES = {"employee": "the person who disclosed", "management": "management"}


def missing(case: Case, version: Version) -> list[str]:
    """A sentence for each thing missing: which, and since when somebody has been asked. Empty when nothing is."""
    rows = Consultation.objects.filter(version=version, moved_to__isnull=True).select_related("asked", "answer")
    current = {row.capacity: row for row in rows}
    pack = pack_by_hash(version.pack_hash)
    both, judged = pack.cited("consultations"), pack.cited("reasonable_person")
    sentences = []
    for capacity, name in NAMES.items():
        row = current.get(capacity)
        if row is None:
            sentences.append(f"The consultation with {name} has not been asked for yet{both}.")
        elif not hasattr(row, "answer"):
            asked = f"{row.asked_on.day} {row.asked_on:%B %Y}"
            sentences.append(f"{row.asked.name} was asked on {asked}, for {name}, and has not answered yet{both}.")
    if not Assessment.objects.filter(version=version).exists():
        sentences.append(f"The assessment is missing: the classification and the reasonable-person question{judged}.")
    return sentences
