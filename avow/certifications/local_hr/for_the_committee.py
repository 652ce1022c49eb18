"""Which advice the board committee may have to receive: that on forms from which every officer keeps away.

To know it of one advice takes opening what its form tells of. So it is kept, when the advice is given and by the worker
each minute, and the committee's pages look only at these.
"""

from collections.abc import Sequence
from datetime import date

from avow.certifications.form.visibility import without_officer
from avow.certifications.local_hr import receiving
from avow.certifications.models import Advice, ForCommittee


def look_at(advices: Sequence[Advice], on: date) -> int:
    """Keep which of these, whole as `receiving.whole` gives them, are for the committee. Gives how many changed."""
    forms = without_officer([one.conflict.form for one in advices], on)
    there = set(ForCommittee.objects.filter(advice__in=advices).values_list("advice_id", flat=True))
    wanted = {one.pk for one in advices if one.conflict.form_id in forms}
    made = [ForCommittee(advice_id=key) for key in sorted(wanted - there)]
    ForCommittee.objects.bulk_create(made, ignore_conflicts=True)  # the worker may just have seen it
    gone = {one.pk for one in advices} & there - wanted
    if gone:
        ForCommittee.objects.filter(advice__in=gone).delete()
    return len(made) + len(gone)


def work_through(on: date) -> int:
    """Look at all advice that nobody has received; what was received is of no more interest. Gives how many changed."""
    changed, _ = ForCommittee.objects.filter(advice__received__isnull=False).delete()
    for part in receiving.parts(Advice.objects.filter(received=None).order_by("pk")):
        changed += look_at(part, on)
    return changed
