"""Reaching a question by proving that one may read it. A stranger gets the 404 of what never existed."""

from datetime import date

from django.http import Http404, HttpRequest

from avow.questions.models import Question
from avow.questions.visibility import Keeping, answers_any


def reached(request: HttpRequest, public_id: str, on: date) -> tuple[Question, Keeping | None]:
    """The question and, for whoever may answer it, who else may; None for whoever asked it."""
    person = request.user.person
    rows = Question.objects.marked().select_related("person", "attested", "closing__by")
    mine = rows.filter(public_id=public_id, person=person).first()
    if mine is not None:
        return mine, None
    if not answers_any(person, on):
        raise Http404
    found = rows.filter(public_id=public_id).first()
    keeping = Keeping([found] if found else [], on)
    if found is None or all(one.pk != person.pk for one in keeping.readers(found)):
        raise Http404
    return found, keeping
