"""What somebody asks May I? about, an answered question of Amina's with a file, and guidance that came of it."""

from avow.questions import acts
from avow.questions.testing import WORDS
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    file = acts.Given("contract.pdf", b"%PDF-1.7 a contract")
    question = acts.ask(by=house.amina, text="May I?", on=ON, at=AT, clauses=["4.1"], files=[file])
    answer = acts.answer(question, by=house.chen, text="Disclose it first.", on=ON, at=AT)
    guidance = acts.publish(WORDS, by=house.chen, on=ON, at=AT, question=question)
    of_question, of_guidance = {"public_id": question.public_id}, {"public_id": guidance.public_id}
    found.parts |= {
        "questions:one": of_question,
        "questions:publish": of_question,
        "questions:paper": {**of_question, "file_id": question.papers.get().public_id},
        "questions:guidance_one": of_guidance,
        "questions:guidance_change": of_guidance,
        "questions:guidance_withdraw": of_guidance,
    }
    words = {"title": WORDS.title, "asked": WORDS.asked, "says": WORDS.says, "clauses": list(WORDS.clauses)}
    found.sent |= {
        ("questions:may_i", "POST"): {"kind": "outside_role", "see": "1"},
        ("questions:may_i", "POST:disclose"): {"kind": "outside_role", "holder": "self", "disclose": "1"},
        ("questions:ask", "POST"): {"text": "May I?"},
        ("questions:one", "POST:answer"): {"say": "1", "text": "More.", "seen": answer.public_id},
        ("questions:one", "POST:close"): {"close": "1"},
        ("questions:one", "POST:aside"): {"aside": "1", "reason": "A friend."},
        ("questions:publish", "POST"): words,
        ("questions:guidance", "POST"): {"find": "weekend"},
        ("questions:guidance_change", "POST"): words,
        ("questions:guidance_withdraw", "POST"): {"reason": "It changed."},
    }
