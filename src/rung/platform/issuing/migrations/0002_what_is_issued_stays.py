"""Triggers: the history of a credential is append-only, and a signed credential can be blanked but never changed."""

from django.db import migrations

SQLITE = [
    *(
        f"""CREATE TRIGGER status_change_is_final_{act} BEFORE {act} ON issuing_statuschange
            BEGIN SELECT RAISE(ABORT, 'the history of a credential is append-only'); END"""
        for act in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER nothing_follows_revocation BEFORE INSERT ON issuing_statuschange
       WHEN EXISTS (SELECT 1 FROM issuing_statuschange WHERE award_id = NEW.award_id AND act = 'revoke')
       BEGIN SELECT RAISE(ABORT, 'revoked is for ever'); END""",
    """CREATE TRIGGER credential_is_final BEFORE UPDATE ON issuing_signedcredential
       WHEN NEW.award_id <> OLD.award_id OR NEW.digest <> OLD.digest OR NEW.signed_at <> OLD.signed_at
            OR NEW.document NOT IN ('', OLD.document)
       BEGIN SELECT RAISE(ABORT, 'a signed credential is never changed'); END""",
    """CREATE TRIGGER credential_stays BEFORE DELETE ON issuing_signedcredential
       BEGIN SELECT RAISE(ABORT, 'a signed credential is never deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION status_change_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the history of a credential is append-only'; END $$""",
    """CREATE TRIGGER status_change_is_final BEFORE UPDATE OR DELETE ON issuing_statuschange
       FOR EACH ROW EXECUTE FUNCTION status_change_is_final()""",
    """CREATE FUNCTION nothing_follows_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM issuing_statuschange WHERE award_id = NEW.award_id AND act = 'revoke') THEN
           RAISE EXCEPTION 'revoked is for ever';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER nothing_follows_revocation BEFORE INSERT ON issuing_statuschange
       FOR EACH ROW EXECUTE FUNCTION nothing_follows_revocation()""",
    """CREATE FUNCTION credential_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' OR NEW.award_id <> OLD.award_id OR NEW.digest <> OLD.digest
            OR NEW.signed_at <> OLD.signed_at OR NEW.document NOT IN ('', OLD.document) THEN
           RAISE EXCEPTION 'a signed credential is never changed';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER credential_is_final BEFORE UPDATE OR DELETE ON issuing_signedcredential
       FOR EACH ROW EXECUTE FUNCTION credential_is_final()""",
]


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def keep(apps, schema_editor):
    """The triggers go with their tables."""


class Migration(migrations.Migration):
    dependencies = [("issuing", "0001_initial")]
    operations = [migrations.RunPython(guard, keep)]
