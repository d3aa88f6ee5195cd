"""Personal data in the kernel's own tables: none beyond pseudonyms."""

from rung.platform.kernel.registries.personal_data import not_personal

not_personal(
    "kernel.AuditEntry",
    actor_id="a pseudonym: after erasure nothing leads from it to a name; the log must stay whole (GDPR art. 17(3)(b))",
)
not_personal(
    "sessions.Session",
    session_data="the id of an account at most; worthless after erasure, dropped when it ends (people.jobs)",
)
not_personal("auth.Permission", name="the name of a permission")
not_personal("auth.Group", name="the name of a group")
