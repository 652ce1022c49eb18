"""The forms of sign-in, of the own password, and of roles."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator

from avow.access import acts
from avow.access.models import Role
from avow.config.clock import now
from avow.people.models import Person

LONGEST = 1000


def _bound(field: forms.CharField) -> None:
    """Nobody's password is so long that hashing it keeps the server busy."""
    field.validators.append(MaxLengthValidator(LONGEST))


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Employee number or e-mail address",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.order_fields(["login", "password"])
        self.fields["password"].widget.attrs.pop("placeholder", None)
        _bound(self.fields["password"])


class OwnPasswordForm(ChangePasswordForm):
    """The present password, and the new one twice."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": "Your present password",
            "password1": "The new password",
            "password2": "The new password once more",
        }
        for name, label in labels.items():
            self.fields[name].label = label
            _bound(self.fields[name])
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = "At least 12 characters. Several words in a row are good and easy to type."

    def save(self) -> None:
        try:
            acts.set_password(self.user, self.cleaned_data["password1"], at=now(), by=self.user.person)
        except acts.NotAllowed as refused:
            raise PermissionDenied from refused


class ProposeRoleForm(forms.Form):
    """Who is to have which role."""

    person = forms.CharField(
        label="Employee number", max_length=64, error_messages={"required": "Enter the employee number."}
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={"required": "Choose a role.", "invalid_choice": "There is no such role. Choose one."},
    )
    department = forms.CharField(
        label="Department",
        help_text="For an HR partner only: the local HR department whose people they look after.",
        max_length=200,
        required=False,
    )

    def clean_person(self) -> Person:
        number = self.cleaned_data["person"].strip()
        person = Person.objects.filter(number=number).first()
        if person is None:
            raise forms.ValidationError(f"Nobody has the employee number {number}. Look it up in the list of people.")
        return person

    def clean(self) -> dict:
        given = super().clean()
        if given.get("role") == Role.HR_PARTNER and not given.get("department", "").strip():
            self.add_error("department", "Name the department for which this person is HR partner.")
        if given.get("role") not in {Role.HR_PARTNER, None} and given.get("department", "").strip():
            self.add_error("department", "Only an HR partner has a department. Leave this empty.")
        return given
