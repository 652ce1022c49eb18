from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "avow.questions"
    label = "questions"
    verbose_name = "Questions"

    def ready(self) -> None:
        from avow.access import duties
        from avow.disclosures import hints
        from avow.disclosures.files import orphans
        from avow.ledger.verify import CHECKS
        from avow.questions import beside, papers
        from avow.questions import duties as own_duties
        from avow.retention import signals

        for source in own_duties.SOURCES:
            duties.register(source)
        hints.register(beside.hints)
        if papers.known not in orphans.ELSEWHERE:
            orphans.ELSEWHERE.append(papers.known)
        if papers.problems not in CHECKS:
            CHECKS.append(papers.problems)
        signals.erasing.connect(papers.clear, dispatch_uid="questions.erasing")
