"""Every sentence of a verdict, marked for translation: finding code → the English template of the library.

The library owns the words (`rung.credentials.findings`); they stand here once more only because translators gather
texts from the platform. A test holds the two equal, code by code.
"""

from typing import Final

from django.utils.translation import gettext_noop

TEMPLATES: Final = {
    "format.open_badge": gettext_noop("It is an Open Badges 3.0 credential, read from {form}."),
    "format.endorsement": gettext_noop("It is an Open Badges 3.0 endorsement, read from {form}."),
    "format.empty": gettext_noop("There is nothing in it: choose the credential's file again."),
    "format.too_large": gettext_noop(
        "It holds {size} bytes and a credential has at most {limit}: this is some other file."
    ),
    "format.not_utf8": gettext_noop(
        "It is not written in UTF-8 (byte {offset} does not fit): ask the issuer for the file again."
    ),
    "format.not_recognised": gettext_noop(
        "This is no credential in a form known here: choose a JSON file, or a badge picture (PNG or SVG)."
    ),
    "format.json_syntax": gettext_noop(
        "The JSON breaks at line {line}, column {column}: ask the issuer for the file again."
    ),
    "format.json_too_deep": gettext_noop(
        "It nests deeper than {limit} levels at line {line}, column {column}; no honest credential does."
    ),
    "format.json_duplicate_key": gettext_noop(
        "The key “{key}” stands twice in one object, again at line {line}, column {column}: readers would "
        "disagree about what was signed. The issuer has to write it once."
    ),
    "format.json_not_a_number": gettext_noop(
        "{literal} at line {line}, column {column} is no JSON number: the issuer has to mend it."
    ),
    "format.json_number_too_large": gettext_noop(
        "The number at line {line}, column {column} is larger than programs agree on: the issuer has to write it "
        "as a text."
    ),
    "format.json_lone_surrogate": gettext_noop(
        "The text at {pointer} holds half a character: the issuer has to write it whole."
    ),
    "format.json_not_an_object": gettext_noop("A credential is one JSON object; this is a JSON {found}."),
    "format.unsupported_jwt": gettext_noop(
        "It is a JSON Web Token, but of a kind that is not supported. Ask for the JSON form."
    ),
    "format.unsupported_sd_jwt": gettext_noop(
        "It is an SD-JWT; that form is not supported yet. Ask for the Open Badges 3.0 form."
    ),
    "format.unsupported_jws": gettext_noop(
        "It is a JSON signature (JWS, JAdES), as Europass seals are; that is not supported yet."
    ),
    "format.unsupported_open_badges_2": gettext_noop(
        "It is an Open Badges 2 assertion; that version is not supported yet."
    ),
    "format.unsupported_clr": gettext_noop("It is a Comprehensive Learner Record; that form is not supported yet."),
    "format.unsupported_elm": gettext_noop(
        "It is a Europass credential (European Learning Model); that form is not supported yet."
    ),
    "format.unsupported_presentation": gettext_noop(
        "It is a presentation, not a credential: choose a credential inside it."
    ),
    "format.unsupported_status_list": gettext_noop(
        "It is a status list, not a credential: give it beside the credential it is about."
    ),
    "format.unsupported_credential": gettext_noop(
        "It is a verifiable credential, but no Open Badge; that kind is not supported yet."
    ),
    "format.unsupported_pdf": gettext_noop(
        "It is a PDF, which proves nothing: ask for the credential's JSON or its badge picture."
    ),
    "format.unsupported_term": gettext_noop(
        "“{term}” at {pointer} is an advanced way of writing linked data that is not supported yet: ask the "
        "issuer for a credential that uses plain Open Badges terms."
    ),
    "format.png_truncated": gettext_noop("The picture breaks off at byte {offset}: download or copy it again."),
    "format.png_checksum": gettext_noop(
        "The block {chunk} at byte {offset} of the picture is damaged: download or copy it again."
    ),
    "format.png_order": gettext_noop(
        "The block {chunk} at byte {offset} stands where PNG does not allow it: ask for the picture again."
    ),
    "format.png_trailing": gettext_noop(
        "Bytes follow the end of the picture, from byte {offset}: ask for the picture again."
    ),
    "format.png_text_too_long": gettext_noop(
        "The baked text has {size} bytes, {limit} are allowed: ask for the credential's JSON file."
    ),
    "format.png_text_broken": gettext_noop(
        "The baked text at byte {offset} is malformed: ask the issuer to bake the badge again."
    ),
    "format.png_compressed": gettext_noop(
        "The baked text is compressed, which Open Badges forbids: ask the issuer to bake it plainly."
    ),
    "format.png_baked_twice": gettext_noop(
        "Two credentials are baked into one picture: nobody could say which counts."
    ),
    "format.png_wrong_chunk": gettext_noop(
        "The credential stands in a {chunk} block; Open Badges wants iTXt. Ask for it baked anew."
    ),
    "format.png_already_baked": gettext_noop("The picture carries a credential already: take the picture without one."),
    "format.png_not_a_picture": gettext_noop("This is no PNG picture: choose one."),
    "format.png_nothing_baked": gettext_noop(
        "This picture carries no credential: a screenshot or a converted copy loses it."
    ),
    "format.svg_broken": gettext_noop(
        "The picture's XML breaks at line {line}, column {column}: download or copy it again."
    ),
    "format.svg_entities": gettext_noop(
        "The picture declares or calls in outside entities, which is unsafe: ask for a plain SVG."
    ),
    "format.svg_too_deep": gettext_noop("The picture nests deeper than {limit} elements; no honest badge does."),
    "format.svg_baked_twice": gettext_noop(
        "Two credentials are baked into one picture: nobody could say which counts."
    ),
    "format.svg_already_baked": gettext_noop("The picture carries a credential already: take the picture without one."),
    "format.svg_not_a_picture": gettext_noop("This is no SVG picture: its outermost element is {found}."),
    "format.svg_active_content": gettext_noop(
        "The picture holds {found}, which can run or load something: take a plain drawing."
    ),
    "format.svg_empty": gettext_noop("The picture draws nothing: choose another one."),
    "format.svg_nothing_baked": gettext_noop(
        "This picture carries no credential: an exported or edited copy loses it."
    ),
    "format.work_limit": gettext_noop(
        "Checking it would take more work than an honest credential needs, so it was stopped."
    ),
    "format.missing": gettext_noop(
        "{pointer} is missing: Open Badges 3.0 requires it. The issuer has to add it and sign again."
    ),
    "format.wrong_type": gettext_noop("{pointer} does not name {expected}: the issuer has to mend it."),
    "format.not_text": gettext_noop("{pointer} is not a text, or is an empty one: the issuer has to mend it."),
    "format.not_object": gettext_noop("{pointer} is not an object: the issuer has to mend it."),
    "format.not_list": gettext_noop("{pointer} is not a list of at least one entry: the issuer has to mend it."),
    "format.not_number": gettext_noop("{pointer} is not a number: the issuer has to mend it."),
    "format.not_boolean": gettext_noop("{pointer} is neither true nor false: the issuer has to mend it."),
    "format.not_uri": gettext_noop(
        "{pointer} is not an absolute web address or identifier: the issuer has to mend it."
    ),
    "format.not_moment": gettext_noop("{pointer} is not a date with time and offset such as 2026-05-01T12:00:00Z."),
    "format.not_index": gettext_noop(
        "{pointer} is not a whole number from 0, written as a text: the issuer has to mend it."
    ),
    "format.context_order": gettext_noop(
        "{pointer} has to be {expected}: without it the words of the credential have no meaning."
    ),
    "format.context_unknown": gettext_noop(
        "The vocabulary {context} at {pointer} is not one that Rung knows, so nothing it says can be read."
    ),
    "format.context_inline": gettext_noop(
        "{pointer} brings its own vocabulary, which could change what words mean. That is refused."
    ),
    "format.period_reversed": gettext_noop(
        "It would end ({until}) before it begins ({start}): the issuer has to mend the dates."
    ),
    "format.learner_missing": gettext_noop("{pointer} names no learner: it has neither id nor identifier."),
    "format.more_faults": gettext_noop("There are further faults of shape, which are not listed."),
    "format.data_loss": gettext_noop("Part of it is not covered by the signature: {detail}"),
    "format.schema_not_checked": gettext_noop("The schemas that it names were not checked: {schemas}."),
    "format.endorsements_not_checked": gettext_noop(
        "It carries {count} endorsements by others; their signatures were not checked."
    ),
    "format.refresh_not_followed": gettext_noop(
        "It names an address where a newer version may be had: {addresses}. Nobody asked there."
    ),
    "format.context_older": gettext_noop(
        "It is written with {context}, an older version of the vocabulary; the current is {current}."
    ),
    "format.data_model_1": gettext_noop("It follows version 1.1 of the W3C data model; the current is 2.0."),
    "proof.holds": gettext_noop(
        "The signature holds ({cryptosuite}, key {verification_method}): nothing was changed since."
    ),
    "proof.missing": gettext_noop("Nobody signed it: there is no proof."),
    "proof.failed": gettext_noop("A signature does not hold: {detail}"),
    "proof.signature": gettext_noop(
        "The signature does not fit: something was changed after signing, or another key signed."
    ),
    "proof.value": gettext_noop("The signature is malformed: the issuer has to sign again."),
    "proof.malformed": gettext_noop("The proof is malformed: the issuer has to sign again."),
    "proof.type_unknown": gettext_noop("The proof is of a kind that no vocabulary of the credential defines."),
    "proof.purpose": gettext_noop("The proof was made for another purpose than stating something."),
    "proof.date": gettext_noop("A date of the proof is no moment in time."),
    "proof.created_in_future": gettext_noop("The proof says it was made later than the moment in question."),
    "proof.expired": gettext_noop("The proof itself has expired."),
    "proof.previous_missing": gettext_noop("The proof builds on another one that is not there."),
    "proof.key_unusable": gettext_noop("The key {verification_method} could not be found or used."),
    "proof.key_revoked": gettext_noop("The key {verification_method} was revoked by its owner."),
    "proof.key_expired": gettext_noop("The key {verification_method} had expired before the proof was made."),
    "proof.key_not_supplied": gettext_noop(
        "The signature could not be checked: the document of {did}, which holds the key, was not at hand. Fetch "
        "it and check again."
    ),
    "proof.unsupported": gettext_noop("Its only signature is of a kind that is not supported yet ({kind})."),
    "proof.further_unsupported": gettext_noop(
        "It carries a further signature of a kind that is not supported yet ({kind})."
    ),
    "proof.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "issuer.known": gettext_noop("The issuer is known as “{name}”, and its own key signed."),
    "issuer.known_other_name": gettext_noop("The issuer is known as “{known}”; the credential calls it “{name}”."),
    "issuer.unknown": gettext_noop(
        "Nobody this verifier trusts vouches for the issuer. It calls itself “{name}” and signs as {issuer}."
    ),
    "issuer.unknown_look_alike": gettext_noop(
        "Nobody this verifier trusts vouches for the issuer. It calls itself “{name}” and signs as {issuer}; that"
        " name resembles a known issuer, which did not sign this: {look_alikes}."
    ),
    "issuer.key_not_bound": gettext_noop(
        "The key that signed cannot be shown to belong to {issuer}, which calls itself “{name}”: anybody may have"
        " made this signature."
    ),
    "issuer.key_not_registered": gettext_noop(
        "{issuer} is known, but not with the key that signed ({verification_method})."
    ),
    "issuer.unknown_on_the_day": gettext_noop(
        "{issuer} is an identifier of “{known}”, but not on {day}, the day of issue. The credential calls its "
        "issuer “{name}”."
    ),
    "issuer.name_of_another": gettext_noop(
        "The issuer is known as “{known}”, but the credential shows the name “{name}”, which resembles another "
        "known issuer: {look_alikes}."
    ),
    "issuer.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "accreditation.accredited": gettext_noop(
        "{name} was accredited by {body} on {day}, the day of issue that the register's log proves."
    ),
    "accreditation.accredited_claimed_day": gettext_noop(
        "{name} was accredited by {body} on {day}, the day of issue that it claims itself."
    ),
    "accreditation.not_accredited": gettext_noop(
        "{name} held no accreditation on {day}, the day of issue that the register's log proves."
    ),
    "accreditation.not_accredited_claimed_day": gettext_noop(
        "{name} held no accreditation on {day}, the day of issue that it claims itself."
    ),
    "accreditation.out_of_scope": gettext_noop(
        "{name} was accredited by {body} on {day}, but not for this field or level."
    ),
    "accreditation.other_units": gettext_noop(
        "{name} was accredited by {body} on {day}, but only for other units than this one."
    ),
    "accreditation.scope_not_stated": gettext_noop(
        "{name} was accredited by {body} on {day} for certain fields or levels only, and the credential does not "
        "state its own."
    ),
    "accreditation.not_known": gettext_noop(
        "Whether the issuer was accredited is not known: this verifier has no record about it."
    ),
    "accreditation.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "status.not_withdrawn": gettext_noop("It was not withdrawn: entry {index} of {url} is clear ({purpose})."),
    "status.revoked": gettext_noop("The issuer withdrew it for good (entry {index} of {url})."),
    "status.suspended": gettext_noop("The issuer suspended it for the time being (entry {index} of {url})."),
    "status.index_beyond_list": gettext_noop("It points at entry {index}, but the list {url} has only {entries}."),
    "status.since": gettext_noop("It has been withdrawn since {moment}."),
    "status.since_with_reason": gettext_noop("It has been withdrawn since {moment}. The issuer's reason: {reason}."),
    "status.revoked_later": gettext_noop(
        "It was not withdrawn at the moment asked about, but was withdrawn for good on {moment}."
    ),
    "status.suspended_later": gettext_noop(
        "It was not suspended at the moment asked about, but was suspended on {moment}."
    ),
    "status.list_not_supplied": gettext_noop(
        "Whether it was withdrawn is not known: the status list {url} was not at hand. Fetch it and check again."
    ),
    "status.list_refused": gettext_noop(
        "Whether it was withdrawn is not known: the status list {url} is not usable: {detail}"
    ),
    "status.list_other_issuer": gettext_noop(
        "Whether it was withdrawn is not known: the list {url} was signed by another issuer."
    ),
    "status.list_not_current": gettext_noop(
        "Whether it was withdrawn is not known: the list {url} speaks of another time ({start} to {until}). Fetch"
        " the list of the moment in question."
    ),
    "status.list_address_differs": gettext_noop(
        "The list supplied for {url} calls itself {found}; not withdrawn according to it, but it may be another list."
    ),
    "status.not_known_then": gettext_noop(
        "Whether it was withdrawn on {moment} is not known: the list {url} was made afterwards ({start}) and "
        "does not tell since when. Ask the issuer."
    ),
    "status.too_many": gettext_noop("It names {count} status entries; only the first {limit} were looked up."),
    "status.purpose_differs": gettext_noop(
        "Whether it was withdrawn is not known: the list {url} is not about {purpose}."
    ),
    "status.purpose_unknown": gettext_noop("It names a status of the kind “{purpose}”, which is not supported yet."),
    "status.kind_unsupported": gettext_noop(
        "Whether it was withdrawn is not known: status of the kind {kind} is not supported yet."
    ),
    "status.none_named": gettext_noop("It names no status list: its issuer has no way to withdraw it."),
    "status.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "validity.within": gettext_noop("It is valid from {start} until {until}."),
    "validity.open_end": gettext_noop("It is valid from {start}, without an end."),
    "validity.issue_proven": gettext_noop("It was issued on {moment}: the register's log proves it."),
    "validity.not_yet": gettext_noop("It is not valid before {start}."),
    "validity.ambiguous": gettext_noop("It states several dates as its {term}: {found}."),
    "validity.expired": gettext_noop("It was valid until {until} and is not any more."),
    "validity.issue_backdated": gettext_noop(
        "It claims {claimed} as its date, but the register's log first saw it on {moment}."
    ),
    "validity.ended_since": gettext_noop(
        "It held at the moment asked about, but has ended since: it was valid until {until}."
    ),
    "validity.issue_claimed": gettext_noop("Its date of issue ({moment}) is the issuer's own claim: no log proves it."),
    "validity.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "descriptors.complete": gettext_noop("It states all 11 mandatory elements of a European micro-credential."),
    "descriptors.incomplete": gettext_noop(
        "Of the 11 mandatory elements of a European micro-credential it lacks: {names}."
    ),
    "descriptors.not_a_micro_credential": gettext_noop(
        "It does not call itself a micro-credential. Of the 11 European mandatory elements it lacks: {names}."
    ),
    "descriptors.endorsement": gettext_noop("An endorsement has no learning to describe."),
    "descriptors.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "evidence.trusted": gettext_noop(
        "The evidence beside it was put together on {moment} by {name}, a Rung that you trust ({issuer})."
    ),
    "evidence.status_list_age": gettext_noop(
        "The status list {url} in the evidence is of {moment}; its age in days: {days}."
    ),
    "evidence.did_document_age": gettext_noop(
        "The keys of {issuer} in the evidence are of {moment}; their age in days: {days}."
    ),
    "evidence.accreditation_age": gettext_noop(
        "What the evidence says about the issuer and its accreditation is of {moment}; its age in days: {days}."
    ),
    "evidence.issue_age": gettext_noop(
        "What the evidence says about the moment of issue is of {moment}; its age in days: {days}."
    ),
    "evidence.untrusted": gettext_noop(
        "The evidence beside it was put together on {moment} by a Rung that you have not named as trusted "
        "({issuer}). What it says about the issuer and the moment of issue was left out; a status list counts by "
        "its issuer's own signature."
    ),
    "evidence.not_reached": gettext_noop("This was not checked, because an earlier check already decided."),
    "evidence.broken": gettext_noop("The evidence beside it does not hold and was left out: {detail}"),
    "evidence.other_credential": gettext_noop(
        "The evidence beside it belongs to another credential ({id}) and was left out."
    ),
}
