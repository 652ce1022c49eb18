"""The part of a page that says who will read this."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from avow.access import participants
from avow.access.testing import account_for, grant
from avow.ledger.acts import record
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MATTER = "0123456789ab"


@pytest.mark.django_db
def test_it_names_people_and_what_they_are_and_who_is_kept_out(rf):
    here = cast()
    grant(here.chen, "compliance_officer")
    with transaction.atomic():
        entry = record("began", actor=here.amina, subject=f"disclosure:{MATTER}", at=AT)
        people = [(here.amina, "discloser"), (here.boris, "manager"), (here.dolores, "excluded")]
        participants.add_all(MATTER, people, entry, ON)
    request = rf.get("/")
    request.user = account_for(here.amina)
    context = {"readers": participants.readers(MATTER, ON), "kept_out": participants.kept_out(MATTER, ON)}
    page = " ".join(render_to_string("access/_who_reads.html", context, request=request).split())
    assert "<li>You, the person who disclosed</li>" in page
    assert "<li>Boris Lindqvist, consulted as manager</li>" in page
    assert "<li>Chen Wei, compliance officer</li>" in page
    assert "Kept out of it: Dolores Vidal." in page
