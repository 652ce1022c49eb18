"""Reaching one's own row in a campaign, or a signed form, by proving that one may. A stranger gets the 404 of what
never existed."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from avow.access import reads as read_log
from avow.certifications.form.asking import Conversation, conversation
from avow.certifications.form.filled import Filled
from avow.certifications.form.filler import filler
from avow.certifications.form.visibility import handles_any, reads
from avow.certifications.models import FormDraft, Included, SignedForm
from avow.config import clock


def asked(request: HttpRequest, public_id: str) -> Included:
    """The row of whoever fills the form, in the campaign of this number."""
    who = filler(request)
    rows = Included.objects.select_related("person", "campaign")
    found = rows.filter(campaign__public_id=public_id, person=who.person).first()
    if found is None or who.only not in (None, found.pk):
        raise Http404
    return found


@dataclass
class Writing:
    """The draft that the person is writing, opened, with what is asked of them today."""

    included: Included
    draft: FormDraft
    filled: Filled
    on: date

    @property
    def conversation(self) -> Conversation:
        """What is asked."""
        return self.filled.asked


def writing(included: Included, on: date) -> Writing | None:
    """Their draft; None where there is none (yet, or any more)."""
    draft = FormDraft.objects.filter(included=included).first()
    if draft is None:
        return None
    draft.included = included
    return Writing(included, draft, Filled(conversation(included, on), draft.open()), on)


def signed(request: HttpRequest, public_id: str, on: date) -> SignedForm:
    """A signed form that the person signed in may read; reading somebody else's is put on record.
    `request.reads_another` says that it is not one's own."""
    person = request.user.person
    rows = SignedForm.objects.select_related("included__person", "included__campaign", "attested", "captured_by")
    own = rows.filter(public_id=public_id, included__person=person).first()
    if own is not None:
        return own
    if not handles_any(person, on):
        raise Http404
    found = rows.filter(public_id=public_id).first()
    if found is None or not reads(person, found, on):
        raise Http404
    request.reads_another = True  # the navigation then shows no place of one's own
    read_log.note(person, found.subject, f"signed form, version {found.number}", clock.now())
    return found
