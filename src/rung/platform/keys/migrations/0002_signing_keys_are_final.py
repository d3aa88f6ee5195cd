"""Triggers that abort any change to the public half of a key: it may only end, and then turn out compromised."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER signing_key_is_final_UPDATE BEFORE UPDATE ON keys_signingkey
       WHEN NEW.id IS NOT OLD.id OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.did IS NOT OLD.did
         OR NEW.verification_method IS NOT OLD.verification_method OR NEW.multikey IS NOT OLD.multikey
         OR NEW.created_at IS NOT OLD.created_at
         OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at)
         OR (OLD.compromised AND NOT NEW.compromised)
       BEGIN SELECT RAISE(ABORT, 'a signing key is final'); END""",
    """CREATE TRIGGER signing_key_is_final_DELETE BEFORE DELETE ON keys_signingkey
       BEGIN SELECT RAISE(ABORT, 'a signing key is final'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION signing_key_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'a signing key is final'; END $$""",
    """CREATE TRIGGER signing_key_is_not_changed BEFORE UPDATE ON keys_signingkey FOR EACH ROW
       WHEN ((NEW.id, NEW.organisation_id, NEW.did, NEW.verification_method, NEW.multikey, NEW.created_at)
         IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.did, OLD.verification_method, OLD.multikey, OLD.created_at)
         OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
         OR (OLD.compromised AND NOT NEW.compromised))
       EXECUTE FUNCTION signing_key_is_final()""",
    """CREATE TRIGGER signing_key_is_not_deleted BEFORE DELETE ON keys_signingkey FOR EACH ROW
       EXECUTE FUNCTION signing_key_is_final()""",
]


def make_final(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def keep(apps, schema_editor):
    """The triggers stay: going back further drops the table itself."""


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial")]
    operations = [migrations.RunPython(make_final, keep)]
