"""The head of the audit log, and triggers that abort any change to what was written."""

from django.db import migrations

FIRST_LINK = "0" * 64

SQLITE = [
    """CREATE TRIGGER audit_entry_is_final_{act} BEFORE {act} ON kernel_auditentry
       BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    .format(act=act)
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    """CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON kernel_auditentry
       FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final()""",
    """CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON kernel_auditentry
       FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_final()""",
]


def make_append_only(apps, schema_editor):
    apps.get_model("kernel", "AuditHead").objects.create(pk=1, sequence=0, hash=FIRST_LINK)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def keep(apps, schema_editor):
    """An audit log is not taken back: going back further would need the table itself to be dropped."""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(make_append_only, keep)]
