"""Reads who learned what (INPUT, CSV or JSON) and who issues it (ISSUER.json), and writes signed credentials.

Every row is checked first; if one is wrong, nothing is written and every problem is listed. Running it again
adds what is new and leaves the rest alone. Columns and files: docs/reference/issue-input.md.

  rung issue --issuer school.json --input awards.csv --out issued --new-key school.key
  rung issue --issuer school.json --input awards.csv --out issued --key school.key --png badge.png
"""

import argparse
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from rung.cli.issue_folder import FolderRefusedError, Issued, IssueFolder, Register, as_file
from rung.cli.verify import FileUnusableError
from rung.core.clock import Clock, SystemClock
from rung.core.errors import RungError, ValueRefusedError
from rung.core.lang_text import LangText
from rung.credentials import award_table, baking_png, bitstring_status_list, data_integrity, strict_json
from rung.credentials.award import Award, Issuer, Learner, StatusEntry, document
from rung.credentials.award_table import AwardTableError, Draft, Problem
from rung.credentials.bitstring_status_list import MIN_ENTRIES, Bitstring
from rung.credentials.cryptosuites import EDDSA_JCS_2022, EDDSA_RDFC_2022
from rung.credentials.did import did_document
from rung.credentials.multikey import SEED_BYTES
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from rung.credentials.trust import KnownIssuer, TrustList, as_trust_file
from rung.credentials.verification import verify

STATUS_LIST_FILE = "status-list.json"
DID_FILE = "did.json"
TRUST_FILE = "trust.json"

RandomBytes = Callable[[int], bytes]


class IssuerFileError(RungError):
    """The file that says who issues cannot be used."""

    code = "cli.issuer_file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `rung issue` takes."""
    parser.add_argument(
        "--issuer", metavar="ISSUER.json", required=True, help="name, country, and the DID if it has one"
    )
    parser.add_argument("--input", metavar="FILE", required=True, help="awards as CSV or JSON")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the signed files")
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument("--key", metavar="FILE", help="the issuer's key file")
    key.add_argument("--new-key", metavar="FILE", help="make a key and keep it in this new file")
    parser.add_argument("--cryptosuite", choices=[EDDSA_JCS_2022, EDDSA_RDFC_2022], default=EDDSA_RDFC_2022)
    parser.add_argument("--png", metavar="PICTURE", help="also bake each credential into a copy of this PNG")
    parser.add_argument(
        "--status-list", metavar="URL", help="where the list of withdrawn credentials will be published"
    )


def run(
    arguments: argparse.Namespace, clock: Clock | None = None, random_bytes: RandomBytes = secrets.token_bytes
) -> int:
    """Issue what the input lists and is not yet in the folder; print what was done; return 0."""
    drafts = _read_drafts(arguments.input)
    profile = _read_profile(arguments.issuer)
    picture = _read(arguments.png) if arguments.png else b""
    folder = IssueFolder.open(Path(arguments.out))
    did = str(profile.get("did", ""))
    key = _held_key(arguments.key, did) if arguments.key else _new_key(did, random_bytes)
    issuer = _issuer(profile, key)
    register = _register(folder, issuer, arguments.status_list or "")
    issuing = _Issuing(
        issuer, key, register, (clock or SystemClock()).now(), random_bytes, arguments.cryptosuite, picture
    )
    new = _new_drafts(drafts, register)
    files, grown = issuing.files_for(new)
    if arguments.new_key:
        key.save(Path(arguments.new_key))
    folder.add({**issuing.files_of_the_issuer(folder), **files}, grown)
    noun = "credential" if len(new) == 1 else "credentials"
    print(f"Issued {len(new)} {noun} into {folder.path}; {len(drafts) - len(new)} had been issued before.")
    return 0


@dataclass(frozen=True, slots=True)
class _Issuing:
    """One run: who signs, with what, when."""

    issuer: Issuer
    key: SoftwareKey
    register: Register
    now: datetime
    random_bytes: RandomBytes
    cryptosuite: str
    picture: bytes

    @property
    def documents(self) -> dict[str, Any]:
        """The issuer's DID document, as it has to be published."""
        fragment = self.key.verification_method.partition("#")[2]
        return {self.issuer.did: did_document(self.issuer.did, {fragment: self.key.multikey})}

    @property
    def known(self) -> KnownIssuer:
        """The issuer as a verifier would list it; of accreditation this run knows nothing."""
        return KnownIssuer(self.issuer.did, LangText.of({"en": self.issuer.name}), accreditations_known=False)

    def files_for(self, drafts: list[Draft]) -> tuple[dict[str, bytes], Register]:
        """Return the files of `drafts` and the register with them; raise `AwardTableError` if one cannot be built."""
        files: dict[str, bytes] = {}
        awards = dict(self.register.awards)
        taken = {one.status_index for one in awards.values()}
        problems = []
        for draft in drafts:
            index = self._free_index(taken) if self.register.status_list else None
            taken.add(index)
            try:
                award = self._award(draft, index)
            except ValueRefusedError as error:
                problems.append(Problem(draft.row, "", error.sentence))
                continue
            files |= self._signed_files(draft, award)
            awards[draft.award_id] = Issued(draft.digest, award.id, f"credentials/{draft.award_id}.json", index)
        if problems:
            raise AwardTableError(*problems)
        return files, replace(self.register, awards=awards)

    def files_of_the_issuer(self, folder: IssueFolder) -> dict[str, bytes]:
        """Return what a verifier needs beside the credentials: the key, the trust file, the status list."""
        documents = self.documents if self.issuer.did.startswith("did:web:") else {}
        files = {TRUST_FILE: as_file(as_trust_file((self.known,), documents))}
        if documents:
            files[DID_FILE] = as_file(documents[self.issuer.did])
        if self.register.status_list and not folder.holds(STATUS_LIST_FILE):
            files[STATUS_LIST_FILE] = as_file(self._status_list())
        return files

    def _award(self, draft: Draft, index: int | None) -> Award:
        return Award(
            id=self._random_name(),
            issuer=self.issuer,
            achievement=draft.achievement,
            learner=Learner(draft.learner_id or self._random_name(), draft.learner_name),
            issued=draft.issued or self.now,
            valid_until=draft.valid_until,
            grade=draft.grade,
            started=draft.started,
            ended=draft.ended,
            evidence=draft.evidence,
            status=() if index is None else (StatusEntry(self.register.status_list, index),),
        )

    def _signed_files(self, draft: Draft, award: Award) -> dict[str, bytes]:
        """Sign, and check the bytes that will be stored before anything is."""
        content = as_file(self._signed(document(award)))
        name = f"credentials/{draft.award_id}"
        files = {f"{name}.json": content}
        if self.picture:
            files[f"{name}.png"] = baking_png.bake(self.picture, content)
        trust = TrustList.of(self.known)
        for stored in files.values():
            report = verify(stored, now=self.now, trust=trust, documents=self.documents)
            broken = [finding for finding in report.because if finding.check not in ("status", "validity")]
            if broken:
                raise AwardTableError(*[Problem(draft.row, "", finding.sentence) for finding in broken])
        return files

    def _signed(self, unsigned: dict[str, Any]) -> dict[str, Any]:
        return data_integrity.sign(
            unsigned,
            signer=SoftwareSigner(self.key),
            key_id=self.key.verification_method,
            verification_method=self.key.verification_method,
            created=self.now,
            cryptosuite=self.cryptosuite,
            documents=self.documents,
        )

    def _status_list(self) -> dict[str, Any]:
        unsigned = bitstring_status_list.credential(
            Bitstring.clear(),
            url=self.register.status_list,
            issuer=self.issuer.did,
            purpose="revocation",
            valid_from=self.now,
        )
        return self._signed(unsigned)

    def _random_name(self) -> str:
        return UUID(bytes=self.random_bytes(16), version=4).urn

    def _free_index(self, taken: set[int | None]) -> int:
        """Draw an entry at random: one in the order of issue would tell who was issued when."""
        while (index := int.from_bytes(self.random_bytes(4), "big") % MIN_ENTRIES) in taken:
            pass
        return index


def _read_drafts(name: str) -> tuple[Draft, ...]:
    data = _read(name)
    is_json = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))
    return award_table.read_json(data) if is_json else award_table.read_csv(data)


def _read_profile(name: str) -> dict[str, Any]:
    held = strict_json.parse(_read(name))
    if not isinstance(held, dict) or set(held) - {"did", "name", "country", "region", "url", "email"}:
        raise IssuerFileError(f"{name} has to be an object with name and country, and did, region, url, email if any.")
    if not all(isinstance(value, str) for value in held.values()) or not held.get("name"):
        raise IssuerFileError(f"{name}: every entry is a text, and name must not be empty.")
    return held


def _held_key(name: str, did: str) -> SoftwareKey:
    key = SoftwareKey.load(Path(name))
    if did and key.controller != did:
        raise IssuerFileError(f"The key belongs to {key.controller}, but the issuer is {did}.", key=name)
    return key


def _new_key(did: str, random_bytes: RandomBytes) -> SoftwareKey:
    """Return a new key of `did`, or under its own did:key where the issuer has no DID. It is not kept yet."""
    if not did:
        return SoftwareKey.generate(random_bytes)
    return SoftwareKey(f"{did}#key-1", did, random_bytes(SEED_BYTES))


def _issuer(profile: dict[str, Any], key: SoftwareKey) -> Issuer:
    return Issuer(**{**profile, "did": key.controller})


def _register(folder: IssueFolder, issuer: Issuer, status_list: str) -> Register:
    """Return what is in the folder, or the beginning of it; one folder is one issuer with one status list."""
    held = folder.register()
    if held is None:
        return Register(issuer.did, status_list)
    if held.issuer != issuer.did:
        raise FolderRefusedError(f"{folder.path} holds credentials of {held.issuer}: choose another folder.")
    if held.status_list != status_list:
        raise FolderRefusedError(f"{folder.path} was begun with the status list “{held.status_list}”: name the same.")
    return held


def _new_drafts(drafts: tuple[Draft, ...], register: Register) -> list[Draft]:
    """Return the rows not issued yet; a row issued before with other content is a problem, never a replacement."""
    changed = [one for one in drafts if one.award_id in register.awards and _differs(one, register)]
    if changed:
        remedy = "It was issued before with other content: give it a new award_id and withdraw the old one."
        raise AwardTableError(*[Problem(one.row, "award_id", remedy) for one in changed])
    return [one for one in drafts if one.award_id not in register.awards]


def _differs(draft: Draft, register: Register) -> bool:
    return register.awards[draft.award_id].row_digest != draft.digest


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(award_table.MAX_BYTES + 1)
    except OSError as error:
        raise FileUnusableError(f"{name} cannot be read: {error.strerror}. Check the name.", file=name) from error
