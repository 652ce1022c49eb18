"""The draft behind the quick page. A page has the number of its draft from the moment it is shown, signed, so that
sending twice, going back, and two windows each come to the one draft that is theirs; nothing is written until
something is typed."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest

from avow.config import clock
from avow.disclosures import acts
from avow.disclosures.models import Disclosure, Draft
from avow.ledger.identifiers import public_id
from avow.people.models import Person

DRAFT = "draft"


def signed(person: Person, identifier: str | None = None) -> str:
    """The number of a draft, a new one where none is given, for the person's page and no other's."""
    return _signer(person).sign(identifier or public_id())


def number_of(person: Person, given: str) -> str:
    """The number that was signed for the person. Raises signing.BadSignature for what was not."""
    return _signer(person).unsign(given)


def identifier_of(request: HttpRequest) -> str:
    """The number that the page posted was given. Raises Http404 for one that it was not."""
    try:
        return number_of(request.user.person, request.POST.get(DRAFT, ""))
    except signing.BadSignature:
        raise Http404


def posted(request: HttpRequest) -> str:
    """The number that the page posted was given, for the links it leads by; empty for one that it was not."""
    try:
        return identifier_of(request)
    except Http404:
        return ""


def left(request: HttpRequest) -> str:
    """The number of the person's own open draft that the link followed has with it, `?draft=`; empty for any other."""
    given = request.GET.get(DRAFT, "").replace("\x00", "")
    found = Draft.objects.filter(disclosure__person=request.user.person, disclosure__public_id=given)
    return given if given and found.exists() else ""


def draft_for(person: Person, identifier: str, kind: str) -> Disclosure:
    """The draft of that number, begun now if there is none, and of that kind. Raises acts.AlreadySent, acts.Refused."""
    found = Disclosure.objects.filter(person=person, public_id=identifier).select_related("person").first()
    if found is None:
        try:
            with transaction.atomic():
                return acts.start(person, kind, clock.now(), identifier=identifier)
        except IntegrityError:
            found = Disclosure.objects.select_related("person").get(person=person, public_id=identifier)
    if found.kind != kind:
        acts.turn_into(found, kind, person, clock.now())
    return found


def _signer(person: Person) -> signing.Signer:
    return signing.Signer(salt=f"avow.gifts.record.{person.public_id}")
