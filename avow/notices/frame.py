"""The words around what a source says: in English, German, French and Spanish."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

FALLBACK = "en"
MOST_NAMES = 50
"""Names in one list; the page has them all."""


@dataclass(frozen=True)
class Frame:
    """`instead` is by the reasons of `models.INSTEAD`, `nowhere` where no site is on record; {name}, {count}, {day} and
    {url} are filled in."""

    hello: str
    several: str
    more: str
    again: str
    here: str
    why: str
    instead: dict[str, str]
    nowhere: str


FRAMES = {
    "en": Frame(
        "Good day {name},",
        "{count} things wait for you",
        "… and {count} more",
        "This may repeat a message of {day}. It is not known whether that one reached you.",
        "Here: {url}",
        "This was sent by Avow, by which your company lives by its policy on conflicts of interest. Everything that "
        "was sent to you is kept at {url}. Please do not answer this message; nobody reads it.",
        {
            "paper": "These people have no e-mail address. Please reach them on paper or in person.",
            "manager": "You are told because no manager of theirs can be written to.",
            "hr": "You are told because no HR partner of their department can be written to.",
        },
        "No site on record",
    ),
    "de": Frame(
        "Guten Tag {name},",
        "{count} Dinge warten auf Sie",
        "… und {count} weitere",
        "Diese Nachricht wiederholt vielleicht eine vom {day}. Es ist nicht bekannt, ob Sie jene erreicht hat.",
        "Hier: {url}",
        "Diese Nachricht kommt von Avow, mit dem Ihr Unternehmen seine Richtlinie zu Interessenkonflikten lebt. Alles, "
        "was Ihnen geschickt wurde, steht unter {url}. Bitte antworten Sie nicht darauf; niemand liest es.",
        {
            "paper": "Diese Personen haben keine E-Mail-Adresse. Bitte erreichen Sie sie auf Papier oder persönlich.",
            "manager": "Sie erfahren es, weil keiner ihrer Vorgesetzten angeschrieben werden kann.",
            "hr": "Sie erfahren es, weil niemand aus der Personalabteilung angeschrieben werden kann.",
        },
        "Kein Standort bekannt",
    ),
    "fr": Frame(
        "Bonjour {name},",
        "{count} choses vous attendent",
        "… et {count} autres",
        "Ce message répète peut-être celui du {day}, dont on ne sait pas s'il vous est parvenu.",
        "Ici : {url}",
        "Ce message vient d'Avow, avec lequel votre entreprise applique sa politique sur les conflits d'intérêts. Tout "
        "ce qui vous a été envoyé est conservé ici : {url}. Merci de ne pas y répondre ; personne ne lit les réponses.",
        {
            "paper": "Ces personnes n'ont pas d'adresse électronique. Merci de les joindre sur papier ou de vive voix.",
            "manager": "Vous en êtes informé parce qu'aucun de leurs responsables ne peut être joint par écrit.",
            "hr": "Vous en êtes informé parce que personne des ressources humaines ne peut être joint par écrit.",
        },
        "Aucun site connu",
    ),
    "es": Frame(
        "Buenos días, {name}:",
        "{count} cosas le esperan",
        "… y {count} más",
        "Este mensaje quizá repita uno del {day}; no se sabe si aquel le llegó.",
        "Aquí: {url}",
        "Este mensaje viene de Avow, con el que su empresa cumple su política de conflictos de intereses. Todo lo que "
        "se le ha enviado se conserva en {url}. Le rogamos que no responda; nadie lee las respuestas.",
        {
            "paper": "Estas personas no tienen dirección de correo. Le rogamos que las contacte en papel o en persona.",
            "manager": "Se le informa porque no se puede escribir a ningún superior de estas personas.",
            "hr": "Se le informa porque no se puede escribir a nadie de recursos humanos de su departamento.",
        },
        "Ninguna sede registrada",
    ),
}


def frame(language: str) -> Frame:
    """The words in a language such as "de-AT", or in English."""
    return FRAMES.get(language.replace("_", "-").lower().split("-")[0], FRAMES[FALLBACK])


def written(day: date, language: str) -> str:
    """A day as the language writes it: 15 January 2027."""
    known = language.replace("_", "-").lower()
    with translation.override(known if translation.check_for_language(known) else FALLBACK):
        return f"{day.day} {date_format(day, 'F Y')}" if known.startswith("en") else date_format(day, "DATE_FORMAT")
