"""Writing, asking, answering, noting."""

from django import forms

from avow.reviews.forms.fields import chosen, words


class TellForm(forms.Form):
    """A message, or a question, to the person who disclosed or to somebody consulted."""

    text = words("Your message")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(people) > 1:
            self.fields["to"] = chosen("To", [(person.public_id, person.name) for person in people])
            self.order_fields(["to", "text"])


class AnswerForm(forms.Form):
    """An answer to a question."""

    text = words("Your answer")


class NoteForm(forms.Form):
    """A private note."""

    text = words("Note", help_text="Only those who review this case read it.")


class WriteForm(forms.Form):
    """A message to the reviewers."""

    text = words("Write to the compliance officer")
