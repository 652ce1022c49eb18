"""The documents and rows of people who are asked: at the start, in a trial, and later."""

from collections.abc import Mapping, Sequence
from datetime import date

from avow.certifications.campaigns.cohort import Member
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.models.handling import MISSING
from avow.ledger.acts import Doc
from avow.ledger.inserting import insert_values
from avow.people.models import Person


def documents(
    number: str, members: Sequence[Member], people: Mapping[int, Person], asked_on: date | None = None
) -> list[Doc]:
    """What is attested of each, in their order. `number` is the campaign's public id; `asked_on` the day, for those who
    were not asked from the start on."""
    return [
        Doc(
            Included.schema,
            {
                "campaign": number,
                "person": people[one.person].public_id,
                "hr_department": one.hr_department,
                "because": one.because,
                "asked_on": asked_on.isoformat() if asked_on else None,
            },
            key=people[one.person].key,
        )
        for one in members
    ]


def rows(
    campaign: Campaign, members: Sequence[Member], document_keys: Sequence[int], asked_on: date | None = None
) -> None:
    """Write the row of each, and where they stand. `document_keys` are the primary keys of their documents."""
    names = ("attested_id", "campaign_id", "person_id", "hr_department", "because", "asked_on")
    values = [
        (key, campaign.pk, one.person, one.hr_department, one.because, asked_on)
        for key, one in zip(document_keys, members, strict=True)
    ]
    places = [
        (key, campaign.pk, one.hr_department, MISSING, 0, 0)
        for key, one in zip(insert_values(Included, names, values), members, strict=True)
    ]
    insert_values(Place, ("included_id", "campaign_id", "department", "state", "conflicts", "to_advise"), places)
