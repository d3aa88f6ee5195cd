"""Is the issuer somebody the verifier knows, and was it accredited on the day of issue?

A name in a credential proves nothing. The issuer is known only if the registry vouches for the DID that stands as
`issuer.id` **and** a key of that DID made the signature.
"""

from datetime import date
from typing import Any

from rung.credentials import descriptors
from rung.credentials.claims import Claims
from rung.credentials.data_integrity import ProofCheck
from rung.credentials.findings import Finding
from rung.credentials.statements import Thing
from rung.credentials.trust import Accreditation, KnownIssuer, TrustRegistry


def issuer_finding(
    claims: Claims, signer: ProofCheck, trust: TrustRegistry, day: date
) -> tuple[Finding, KnownIssuer | None]:
    """Return who the issuer is to this verifier, and the known issuer behind it if there is one.

    `day` is the day of issue: a DID that was the issuer's on other days only vouches for nothing.
    """
    if not (signer.bound_to_issuer and signer.controller == claims.issuer_id):
        return Finding.of("issuer.key_not_bound", issuer=claims.issuer_id, name=claims.issuer_name), None
    known = trust.known_issuer(signer.controller)
    if known is None:
        return _unknown(claims, trust), None
    if not known.held_on(day):
        said = {"issuer": known.did, "name": claims.issuer_name, "known": known.name}
        return Finding.of("issuer.unknown_on_the_day", **said, day=day.isoformat()), None
    if known.keys and signer.verification_method not in known.keys:
        method = signer.verification_method
        return Finding.of("issuer.key_not_registered", issuer=known.did, verification_method=method), None
    return _named(claims, known, trust), known


def accreditation_finding(known: KnownIssuer | None, day: date, *, is_proven: bool, credential: Thing) -> Finding:
    """Return whether `known` was accredited on the day of issue, for the unit, field and level of `credential`.

    `is_proven` says that a log proves the day, which the issuer otherwise claims. What happened to the
    accreditation before or after that day changes nothing (R-VERIFY).
    """
    if known is None or not known.accreditations_known:
        return Finding.of("accreditation.not_known")
    in_force = [one for one in known.accreditations if one.in_force(day)]
    if not in_force:
        suffix = "" if is_proven else "_claimed_day"
        return Finding.of(f"accreditation.not_accredited{suffix}", name=known.name, day=day.isoformat())
    return _within_scope(known, in_force, day, is_proven=is_proven, credential=credential)


def _named(claims: Claims, known: KnownIssuer, trust: TrustRegistry) -> Finding:
    """Return whether a known issuer goes by its own name in the credential."""
    if not claims.issuer_name or known.calls_itself(claims.issuer_name):
        return Finding.of("issuer.known", name=known.name, issuer=known.did, names=known.names.as_dict())
    others = _names(one for one in trust.look_alikes(claims.issuer_name) if one.did != known.did)
    code = "issuer.name_of_another" if others else "issuer.known_other_name"
    return Finding.of(code, known=known.name, issuer=known.did, name=claims.issuer_name, look_alikes=others)


def _unknown(claims: Claims, trust: TrustRegistry) -> Finding:
    said = {"issuer": claims.issuer_id, "name": claims.issuer_name}
    alike = _names(trust.look_alikes(claims.issuer_name)) if claims.issuer_name else []
    if alike:
        return Finding.of("issuer.unknown_look_alike", **said, look_alikes=alike)
    return Finding.of("issuer.unknown", **said)


def _names(issuers: Any) -> list[str]:
    return [f"{issuer.name} ({issuer.did})" for issuer in issuers]


def _within_scope(
    known: KnownIssuer, in_force: list[Accreditation], day: date, *, is_proven: bool, credential: Thing
) -> Finding:
    achievement = credential.thing("credentialSubject").thing("achievement")
    said = {"name": known.name, "day": day.isoformat()}
    about_it = [one for one in in_force if one.covers_unit(achievement.id)]
    if not about_it:
        return Finding.of("accreditation.other_units", body=in_force[0].body, **said)
    fields, levels = descriptors.isced_fields(achievement), descriptors.eqf_levels(achievement)
    fitting = [one for one in about_it if _covers(one, fields, levels)]
    silent = [one for one in about_it if (one.fields and not fields) or (one.levels and not levels)]
    if fitting:
        suffix = "" if is_proven else "_claimed_day"
        return Finding.of(f"accreditation.accredited{suffix}", body=fitting[0].body, **said)
    if silent:
        return Finding.of("accreditation.scope_not_stated", body=silent[0].body, **said)
    return Finding.of("accreditation.out_of_scope", body=about_it[0].body, **said)


def _covers(one: Accreditation, fields: tuple[str, ...], levels: tuple[int, ...]) -> bool:
    covers_fields = not one.fields or (bool(fields) and all(one.covers_field(code) for code in fields))
    covers_levels = not one.levels or (bool(levels) and all(one.covers_level(level) for level in levels))
    return covers_fields and covers_levels
