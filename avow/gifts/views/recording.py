"""Recording a gift or an invitation on one page. It is an ordinary draft, sent as any other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.disclosures import acts, leave_first, showing
from avow.disclosures.files import sniffing
from avow.disclosures.files.limits import TOO_LARGE
from avow.disclosures.models import Attachment, Disclosure, Draft
from avow.disclosures.quicker import Quicker
from avow.disclosures.reading import reader
from avow.disclosures.views.reach import writing
from avow.gifts import cards
from avow.gifts.forms.layout import laid_out, rules_of_the_site
from avow.gifts.forms.page import Page
from avow.gifts.forms.recording import OTHER_SIDE, STEP, kinds_of
from avow.gifts.models.gift import KINDS
from avow.gifts.views import drafts
from avow.gifts.watching import Watch, watch
from avow.policy import Pack

PICTURES = ("picture", "paper")
NOBODY_SAYS = "Write who it is, as their card says: nobody else may read what you record and find it out for you."
LOOK = "This is what the policy says of it. If it is right, send it."
SENT = "You have already sent this. It was sent once, and this is it."
MOVED = "This was changed in another window. Everything you typed here is still here: look once more, then send it."


@dataclass
class Shown:
    """What the page shows beside its form: the draft's number and state, and errors that are of no field."""

    identifier: str
    revision: int = 0
    attachments: tuple[str, ...] = ()
    file_error: str = ""
    moved: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """The empty page, or one that goes on from a gift just sent; a POST looks, sends, or goes over to the steps."""
    if request.method == "POST":
        return _posted(request)
    on, person = clock.today(), request.user.person
    pack = policy_in_force(on)
    if not kinds_of(pack):
        kinds = [kind for kind in pack.kinds.values() if kind.register_only] or list(pack.kinds.values())
        return render(request, "gifts/record_by_steps.html", {"kinds": kinds})
    kept = _as_before(request)
    kind = kept.pop("kind", None) or request.GET.get("kind", "")
    page = Page(person, on, kind if kind in kinds_of(pack) else kinds_of(pack)[0], kept)
    return _page(request, page, Shown(drafts.signed(person)))


@require_safe
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page with a draft that was begun on it."""
    found = writing(request, public_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    if found.draft.base_id or found.kind.id not in kinds_of(found.pack):
        return redirect("disclosures:check", public_id)
    person = request.user.person
    page = Page(
        person, found.on, found.kind.id, found.answers, raw=found.raw.get(STEP), was_done=found.was_done
    )  # fmt: skip
    identifier = drafts.signed(person, public_id)
    return _page(request, page, Shown(identifier, found.draft.revision, tuple(found.contents["attachments"])))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps what is being typed, without judging it. Answers 204, or 409 when the page is older than the draft."""
    page, person = typed_page(request), request.user.person
    revision = _revision(request)
    try:
        disclosure = drafts.draft_for(person, drafts.identifier_of(request), page.form.kind)
        draft = acts.keep(disclosure, page.form.raw(), STEP, person, clock.now(), revision=revision)
    except acts.Refused:
        return HttpResponse(status=409)
    return HttpResponse(status=204 if draft.revision == revision else 409)


def typed_page(request: HttpRequest) -> Page:
    """The page as posted. Raises Http404 where the policy has nothing that the page could ask."""
    on = clock.today()
    kinds = kinds_of(policy_in_force(on))
    if not kinds:
        raise Http404
    kind = request.POST.get("kind", "")
    return Page(request.user.person, on, kind if kind in kinds else kinds[0], {}, typed=request.POST)


def _posted(request: HttpRequest) -> HttpResponse:
    page, person = typed_page(request), request.user.person
    identifier = drafts.identifier_of(request)
    try:
        disclosure = drafts.draft_for(person, identifier, page.form.kind)
        moved = _revision(request) != _now(disclosure)
        file_error = _attach(request, disclosure)
        draft = acts.keep(disclosure, page.form.raw(), STEP, person, clock.now())
        attachments = tuple(draft.open()["attachments"])
        if "steps" in request.POST:
            _spread(disclosure, page, person)
            return redirect("disclosures:resume", identifier)
        if page.is_on_card and not file_error:
            file_error = _without_picture(attachments) if cards.somebody_says(person, page.on) else NOBODY_SAYS
        shown = Shown(drafts.signed(person, identifier), draft.revision, attachments, file_error)
        if "see" in request.POST and not file_error:
            return redirect("gifts:resume", identifier)
        if file_error or not page.form.is_valid():
            return _page(request, page, shown, status=422)
        if page.other.has_to_choose:
            return _page(request, page, shown)
        if moved:
            shown.moved = True
            return _page(request, page, shown, status=409)
        return _send(request, page, disclosure, shown)
    except (acts.AlreadySent, acts.NoDraft):
        messages.info(request, SENT)
        return redirect("disclosures:one", identifier)
    except acts.DraftChanged:
        messages.error(request, MOVED)
        return redirect("gifts:resume", identifier)


def _send(request: HttpRequest, page: Page, disclosure: Disclosure, shown: Shown) -> HttpResponse:
    """Save the answers and send them, when the person has seen what the policy says of them."""
    person, on, at = request.user.person, page.on, clock.now()
    answers = dict(page.form.answers())
    answers["counterparty"] = page.other.chosen
    if page.is_on_card:
        answers[OTHER_SIDE] = cards.on_card(disclosure.public_id)
    draft = acts.save_step(disclosure, answers, STEP, person, at, is_done=page.form.is_done)
    kind, is_open = page.form.kind, page.is_left_open
    seen = watch(page.pack, person, kind, _without(answers), page.counterparty, on, is_left_open=is_open)
    if seen is None or seen.asks_approval:
        return redirect("disclosures:check", disclosure.public_id)
    if request.POST.get("seen") != seen.seen:
        acts.keep(disclosure, page.form.raw(), STEP, person, at)
        messages.info(request, LOOK)
        return redirect("gifts:resume", disclosure.public_id)
    try:
        acts.submit(disclosure, person, on, at, language=get_language() or "en", revision=draft.revision)
    except acts.Incomplete:
        return redirect("disclosures:resume", disclosure.public_id)
    if "another" in request.POST:
        messages.success(request, "Sent, thank you. Party and day stand here already for the next one.")
        return redirect(f"{request.path}?after={disclosure.public_id}")
    return redirect("disclosures:sent", disclosure.public_id)


def _spread(disclosure: Disclosure, page: Page, person) -> None:
    """Give the steps what was typed here: what is an answer as such, the rest as words being written there."""
    at, form = clock.now(), page.form
    answers = form.answers() | {"counterparty": page.other.chosen}
    raw = form.raw()
    acts.save_step(disclosure, answers, STEP, person, at, is_done=form.is_done)
    for step in page.pack.kinds[form.kind].steps:
        left = {name: raw[name] for name in step.asks if name not in answers and raw.get(name)}
        if left:
            acts.keep(disclosure, left, step.id, person, at)


def _attach(request: HttpRequest, disclosure: Disclosure) -> str:
    """Put what was photographed or chosen with the draft; gives what is wrong with it, or nothing."""
    if request.META.get(TOO_LARGE):
        return "This picture is too large. It may have at most 10 MB."
    for name in PICTURES:
        if given := request.FILES.get(name):
            if given.size > sniffing.LARGEST:
                return f"This picture has {sniffing.megabytes(given.size)} MB. It may have at most 10 MB."
            try:
                acts.attach(disclosure, request.user.person, given.name or "", given.read(), clock.now())
            except acts.AlreadySent:
                raise
            except acts.Refused as refused:
                return str(refused)
    return ""


def _without_picture(attachments: Iterable[str]) -> str:
    """What is wrong where nobody could read a card in these files; a scan may be a PDF."""
    kinds = set(Attachment.objects.filter(public_id__in=attachments).values_list("media_type", flat=True))
    if any(kind.startswith("image/") or kind == "application/pdf" for kind in kinds):
        return ""
    if kinds:
        return "What you added is no picture. Add one of the card (JPEG, PNG or WebP), or a scan as a PDF."
    return "Add a picture of the card, so that someone can find out who it is."


def _now(disclosure: Disclosure) -> int:
    """The revision of the draft as it stands. Raises acts.NoDraft, where it was sent too."""
    found = Draft.objects.filter(disclosure=disclosure).values_list("revision", flat=True).first()
    if found is None:
        raise acts.NoDraft
    return found


def _page(request: HttpRequest, page: Page, shown: Shown, status: int = 200) -> HttpResponse:
    asks = page.other.has_to_choose and page.typed is not None
    form = page.form
    context = {
        **laid_out(page),
        "page": page,
        "form": form,
        "shown": shown,
        "draft": shown.identifier,
        "number": drafts.number_of(page.person, shown.identifier),
        "files": showing.files_of(shown.attachments),
        "has_to_choose": asks,
        "other": page.other,
        "pack": page.pack,
        "policy": showing.policy(page.pack),
        "reader": read_by(page),
        "watch": seen(page),
        "way": way_of(form.kind),
        **leave_told(page),
        "hints": rules_of_the_site(page),
        "moved": MOVED if shown.moved else "",
    }
    return render(request, "gifts/record.html", context, status=status)


def seen(page: Page) -> Watch | None:
    """What the policy says of what is readable so far; None until there is something to say."""
    answers = page.answers
    if not (answers.get("worth") or answers.get(OTHER_SIDE) or answers.get("is_favour")):
        return None
    answers = {name: value for name, value in answers.items() if name not in ("counterparty", "kind")}
    kind, is_open = page.form.kind, page.is_left_open
    return watch(page.pack, page.person, kind, answers, page.counterparty, page.on, is_left_open=is_open)


def way_of(kind: str) -> str:
    """ "received", "given", or nothing."""
    return KINDS.get(kind, ("", ""))[1]


def read_by(page: Page) -> str:
    """To whom it is sent, in words."""
    return reader(page.pack, {**page.person_facts, "kind": page.form.kind})


def leave_told(page: Page) -> dict[str, object]:
    """Whether leave to give is asked for what is being written (5.5), or it was given already without, in words."""
    return leave_first.told(page.pack, page.form.kind, page.answers, page.on, is_done=page.form.is_done)


def begins(pack: Pack, kind: str) -> str | None:
    """Where a gift of this kind is recorded on one page."""
    return f"{reverse('gifts:record')}?kind={kind}" if kind in kinds_of(pack) else None


def goes_on(disclosure: Disclosure, contents: Mapping) -> str | None:
    """Where a draft goes on that was being written on the page."""
    return reverse("gifts:resume", args=[disclosure.public_id]) if STEP in contents["raw"] else None


QUICKER = Quicker(begins, goes_on)


def _without(answers: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in answers.items() if name != "counterparty"}


def _as_before(request: HttpRequest) -> dict[str, object]:
    """What stays the same for another one from the same: kind, party and day of one's own last one."""
    identifier = request.GET.get("after", "").replace("\x00", "")
    found = Disclosure.objects.filter(person=request.user.person, public_id=identifier).first()
    version = found.latest_version if found else None
    if version is None:
        return {}
    names = (OTHER_SIDE, "believed_standing", "contact", "received_on", "worth_in", "declined")
    answers = version.answers()
    kept = {name: answers[name] for name in names if name in answers}
    if version.counterparty:
        kept["counterparty"] = version.counterparty.public_id
    return {**kept, "kind": version.kind}


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1
