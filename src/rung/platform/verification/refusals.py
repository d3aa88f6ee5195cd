"""What is handed in and cannot be judged, with the reason and the remedy. A refusal is never a verdict.

Each refusal is a code and its data, as findings are, so that its sentence can be said in every language.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_noop

from rung.platform.kernel.errors import PlatformError


class RefusalError(PlatformError):
    """The base: nothing was judged. `template` is the English sentence; {names} are filled from the data."""

    code = "verification.refused"
    status = 422
    template: ClassVar[str] = ""

    def __init__(self, **data: Any) -> None:
        super().__init__(self.template.format_map(data), **data)


class RequestMalformedError(RefusalError):
    """The request is broken HTTP, not a broken credential."""

    code = "verification.request_malformed"
    status = 400
    template = gettext_noop("The request breaks off or contradicts itself: send it once more.")


class NothingHandedInError(RefusalError):
    """There was neither a file nor a text."""

    code = "verification.nothing_handed_in"
    template = gettext_noop("There is nothing to check yet: choose a file, or paste the text of a credential.")


class TooMuchHandedInError(RefusalError):
    """There was both a file and a text."""

    code = "verification.too_much_handed_in"
    template = gettext_noop("Hand in a file or a text, not both: you could not tell which of them was checked.")


class TooLargeError(RefusalError):
    """More bytes than a credential ever has."""

    code = "verification.too_large"
    status = 413
    template = gettext_noop(
        "This is larger than 1 MB, and no credential is: choose the credential's own file, or a smaller picture of it."
    )


class MediaTypeError(RefusalError):
    """The API was sent something else than JSON or a form with a file."""

    code = "verification.media_type"
    status = 415
    template = gettext_noop(
        "Send the credential as application/json, or a file in the part “file” of multipart/form-data; "
        "“{media_type}” is neither."
    )


class PictureError(RefusalError):
    """The base of whatever keeps a picture from being read as a QR code."""


class PictureTooLargeError(PictureError):
    """A picture whose pixels would take more memory than one check may."""

    code = "verification.picture_too_large"
    template = gettext_noop(
        "The picture has {width} × {height} points, more than we look through for a QR code: "
        "cut the code out, or make the picture smaller."
    )


class PictureDamagedError(PictureError):
    """A picture that cannot be decoded."""

    code = "verification.picture_damaged"
    template = gettext_noop("The picture is damaged or only pretends to be one: take it anew, or choose another file.")


class NothingInPictureError(PictureError):
    """A picture with neither a baked credential nor a readable QR code."""

    code = "verification.nothing_in_picture"
    template = gettext_noop(
        "This picture carries no credential, and no QR code can be read in it. A screenshot or a converted copy "
        "of a badge loses the credential: ask for the original file. If there is a code, photograph it straight on."
    )


class SeveralCodesError(RefusalError):
    """A picture with more than one QR code."""

    code = "verification.several_codes"
    template = gettext_noop("The picture shows {count} different QR codes: cut out the one you want to check.")


class ForeignLinkError(RefusalError):
    """A link to another house, which is never fetched."""

    code = "verification.foreign_link"
    template = gettext_noop(
        "This is a link to {host}. We never fetch from elsewhere: the check would tell {host} whom you are "
        "looking at, and a page may show anything. Open the link yourself, download the credential’s file there, "
        "and drop it here."
    )


class OwnLinkUnknownError(RefusalError):
    """A link to this Rung behind which there is no credential."""

    code = "verification.own_link_unknown"
    template = gettext_noop(
        "This link leads to this site, but not to a credential. Copy the whole link, or download the file and drop it "
        "here."
    )


class BatchMalformedError(RefusalError):
    """The body of a batch does not have the described form."""

    code = "verification.batch_malformed"
    template = gettext_noop(
        'Send {{"credentials": ["…", "…"], "as_of": "2026-05-31"}} with 1 to {limit} credentials, each as a text; '
        '"as_of" may be left out.'
    )


class NotATextError(RefusalError):
    """An entry of a batch is not a text."""

    code = "verification.not_a_text"
    template = gettext_noop(
        "Send each credential as a text, exactly as its issuer wrote it: read into an object and written anew, it may "
        "lose what its signature covers."
    )


class LinkEndedError(RefusalError):
    """A link to a credential on this Rung that its holder closed, or whose time is over: nobody is told which."""

    code = "verification.link_ended"
    status = 410
    template = gettext_noop(
        "This link shows nothing any more. Ask whoever gave it to you for a new one, or for the credential’s file."
    )


class DayMalformedError(RefusalError):
    """What was asked about is no day of the calendar."""

    code = "verification.day_malformed"
    template = gettext_noop("“{found}” is no day: write the year, the month and the day, such as 2026-05-31.")


class DayInFutureError(RefusalError):
    """A day to come was asked about."""

    code = "verification.day_in_future"
    template = gettext_noop(
        "{day} has not come yet: nobody knows how a credential will stand then. Ask about a past day."
    )


class BundleRefusedError(RefusalError):
    """What was handed in beside the credential is no evidence bundle. `pointer` says where it fails, if anywhere."""

    code = "verification.bundle_refused"
    template = gettext_noop(
        "This is no evidence bundle that can be read: choose the file that ends in .evidence.json and came with the "
        "credential, or leave it out."
    )


class OtherContentError(RefusalError):
    """A QR code, or a pasted address, that is for something else. `kind` says for what."""

    code = "verification.other_content"
    template = gettext_noop("This is {what}, not a credential. {remedy}")
