"""Proposing a version: why, and its files."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from avow.adoptions.uploads import NotAPack, files_of, files_of_zip
from avow.disclosures.files.limits import TOO_LARGE
from avow.policy.loading import corporate
from avow.policy.problems import PackError

LARGE = "This is more than 10 MB. Zip the folder of the pack alone; nothing but its .toml files is needed."


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as they were handed in."""

    widget = Files

    def clean(self, data, initial=None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class ProposeForm(forms.Form):
    """The reason stands first, so that it is kept even where an upload is cut off."""

    reason = forms.CharField(
        label="Why should the policy change?",
        help_text="A sentence or two. Whoever adopts it reads this first, and it stays on record.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why. One sentence is enough."},
    )
    pack = forms.ChoiceField(label="Where is the new version?", required=False)
    files = FilesField(
        label="Its files",
        help_text="One zipped folder of the pack, or up to 100 of its .toml files; at most 10 MB.",
        required=False,
        widget=Files(attrs={"accept": ".zip,.toml"}),
    )

    def __init__(self, *args, meta: dict | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = bool((meta or {}).get(TOO_LARGE))
        there = [(name, f"{name} (installed here)") for name in packs_there()]
        self.fields["pack"].choices = [("", "On my computer, chosen below"), *there]
        self.given: str | dict[str, str] = ""
        self.problems: PackError | None = None

    def clean_files(self) -> list[UploadedFile]:
        if self.too_large:
            raise forms.ValidationError(LARGE)
        return self.cleaned_data["files"]

    def clean(self) -> dict:
        cleaned = super().clean()
        files, pack = cleaned.get("files") or [], cleaned.get("pack") or ""
        if "files" in self.errors or "pack" in self.errors:
            return cleaned
        if files and pack:
            self.add_error("files", f"You chose files, and {pack} as well. Choose one of the two.")
        elif not files and not pack:
            self.add_error("files", "Choose the files of the new version.")
        elif pack:
            self.given = pack
        else:
            self._read(files)
        return cleaned

    def _read(self, files: list[UploadedFile]) -> None:
        zipped = [one for one in files if (one.name or "").lower().endswith(".zip")]
        try:
            if zipped and len(files) > 1:
                raise NotAPack("Choose one zipped folder alone, or .toml files alone.")
            read = [(one.name or "", one.read()) for one in files]
            self.given = files_of_zip(read[0][1]) if zipped else files_of(read)
        except NotAPack as error:
            self.add_error("files", str(error))
        except PackError as error:
            self.problems = error
            self.add_error("files", "Some of these files cannot be read. They are named below.")


def packs_there() -> list[str]:
    """The packs that can be chosen by name: those of the operator's folder, then those that come with Avow."""
    folders = [Path(settings.AVOW_POLICIES)] if settings.AVOW_POLICIES else []
    found = [
        place.name
        for folder in [*folders, corporate().parent]
        if folder.is_dir()
        for place in sorted(folder.iterdir())
        if not place.name.startswith((".", "_")) and (place / "policy.toml").is_file()
    ]
    return list(dict.fromkeys(found))
