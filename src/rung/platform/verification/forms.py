"""The one form: a file or a text; and for those who have more at hand, a status list, evidence, an earlier day."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rung.credentials.errors import CredentialError
from rung.credentials.evidence_bundle import EvidenceBundle
from rung.credentials.limits import MAX_INPUT_BYTES
from rung.platform.verification.as_of import AsOfForm
from rung.platform.verification.checking import lists_in
from rung.platform.verification.handed_in import bundle_in
from rung.platform.verification.refusals import NothingHandedInError, RefusalError, TooLargeError, TooMuchHandedInError

_EMPTY = {"empty": _("The file is empty: choose the credential’s file again.")}


class HandInForm(AsOfForm):
    """What somebody hands in. A valid form gives it as `credential`, `status_list`, `bundle` and `moment`."""

    file = forms.FileField(
        label=_("Drop the file here or choose it"),
        help_text=_(
            "A credential file (JSON), a badge picture (PNG or SVG), or a picture of a QR code. Its content decides, "
            "not its name. Up to 1 MB."
        ),
        required=False,
        error_messages=_EMPTY,
    )
    text = forms.CharField(
        label=_("Or paste its text"),
        help_text=_("The whole text of a credential, or a link to one on this site."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "code", "rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    status = forms.FileField(
        label=_("Status list"),
        help_text=_("The file that the credential names as its list of withdrawn credentials, if you have it."),
        required=False,
        error_messages=_EMPTY,
    )
    evidence = forms.FileField(
        label=_("Evidence bundle"),
        help_text=_("The file ending in .evidence.json that the learner took out together with the credential."),
        required=False,
        error_messages=_EMPTY,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing, both, and too much; refuse a status list that is none."""
        given = super().clean() or {}
        if not self.errors:
            file, text = given.get("file"), given.get("text", "")
            if file and text.strip():
                self.refuse("text", TooMuchHandedInError())
            if not file and not text.strip():
                self.refuse("file", NothingHandedInError())
            self._bound(given)
            self._check("status", lambda: lists_in(self.status_list))
            self._check("evidence", lambda: self.bundle)
        return given

    def refused(self, error: RefusalError) -> "HandInForm":
        """Return this form with `error` at the field by which the credential came; a file cannot be sent back."""
        given = getattr(self, "cleaned_data", {})
        form = HandInForm({"text": given.get("text", ""), "as_of": self.data.get("as_of", "")})
        form.full_clean()
        form.errors.clear()
        form.refuse("text" if given.get("text", "").strip() else "file", error)
        return form

    @property
    def credential(self) -> bytes:
        """The bytes that were handed in."""
        file = self.cleaned_data.get("file")
        return _bytes_of(file) if file else self.cleaned_data["text"].encode()

    @property
    def status_list(self) -> bytes:
        """The status list that was handed in, or nothing."""
        file = self.cleaned_data.get("status")
        return _bytes_of(file) if file else b""

    @property
    def bundle(self) -> EvidenceBundle | None:
        """The evidence bundle that was handed in, or None."""
        file = self.cleaned_data.get("evidence")
        return bundle_in(_bytes_of(file) if file else b"")

    def _bound(self, given: dict[str, Any]) -> None:
        sizes = {name: file.size or 0 for name in ("file", "status") if (file := given.get(name))}
        for name, size in {**sizes, "text": len(given.get("text", "").encode())}.items():
            if size > MAX_INPUT_BYTES:
                self.refuse(name, TooLargeError())

    def _check(self, field: str, read: Callable[[], object]) -> None:
        """Read what was handed in beside the credential, and show at its field if that cannot be done."""
        try:
            read()
        except RefusalError as error:
            self.refuse(field, error)
        except CredentialError:
            self.add_error(field, _("This is no status list: take the file behind the address the credential names."))


def _bytes_of(file: UploadedFile[Any]) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content
