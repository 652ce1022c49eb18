"""Questions to the compliance officer of Kestrel Pumps: one is open, one is answered, and became guidance."""

from avow.questions import acts as questions


def told(story) -> None:
    """Let it all happen. `story` is that of `matters`."""
    chen = story.known["K-002"]
    summer = questions.ask(
        by=story.known["K-017"],
        text="A supplier invited our department to their anniversary, with partners.\n\nMay I bring my wife along?",
        kind="hospitality_received", clauses=["5.3"], **story.when(12),
    )  # fmt: skip
    questions.answer(
        summer, by=chen,
        text="Yes. Record the invitation with what both of you are likely to be given, as one invitation for two. "
        "If it would be a weekend with a hotel, ask me before you accept.",
        **story.when(11),
    )  # fmt: skip
    questions.publish(
        questions.Words(
            title="Bringing a partner along to a celebration",
            asked="A supplier invites us with our partners. May we bring them?",
            says="Yes. Record one invitation for two, with what both are likely to be given. "
            "For a weekend or a journey, ask before you accept.",
            clauses=("5.3",),
        ),
        by=chen, question=summer, **story.when(10),
    )  # fmt: skip
    questions.ask(
        by=story.known["K-015"],
        text="The driver will be back on Monday and will ask how I like the watch.\n\nWhat do I tell him? "
        "I have disclosed it and have not worn it.",
        kind="gift_received", clauses=["5.1"], **story.when(1, 15),
    )  # fmt: skip
