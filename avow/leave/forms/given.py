"""On which day it was given."""

from datetime import date

from avow.disclosures.forms.telling import PastDay, Told


class GivenForm(Told):
    """One day, not to come."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["day"] = PastDay(on, label="On which day did you give it?")
