"""Triggers: only its holder shows a credential, for a year at most, and a link that was withdrawn stays withdrawn."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER only_the_holder_shares BEFORE INSERT ON wallet_share
       WHEN (SELECT holder_id FROM issuing_award WHERE id = NEW.award_id) IS NOT NEW.person_id
       BEGIN SELECT RAISE(ABORT, 'only its holder shows a credential'); END""",
    """CREATE TRIGGER a_share_lasts_a_year_at_most BEFORE INSERT ON wallet_share
       WHEN julianday(NEW.expires_at) > julianday(NEW.created_at) + 366
       BEGIN SELECT RAISE(ABORT, 'a share lasts a year at most'); END""",
    """CREATE TRIGGER a_share_is_final BEFORE UPDATE ON wallet_share
       WHEN NEW.award_id <> OLD.award_id OR NEW.person_id <> OLD.person_id OR NEW.created_at <> OLD.created_at
            OR NEW.expires_at <> OLD.expires_at OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at)
       BEGIN SELECT RAISE(ABORT, 'a share is withdrawn once and not changed otherwise'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION a_share_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (SELECT holder_id FROM issuing_award WHERE id = NEW.award_id) IS DISTINCT FROM NEW.person_id THEN
           RAISE EXCEPTION 'only its holder shows a credential' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         IF NEW.expires_at > NEW.created_at + interval '8784 hours' THEN
           RAISE EXCEPTION 'a share lasts a year at most' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER a_share_is_sound BEFORE INSERT ON wallet_share
       FOR EACH ROW EXECUTE FUNCTION a_share_is_sound()""",
    """CREATE FUNCTION a_share_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.award_id <> OLD.award_id OR NEW.person_id <> OLD.person_id OR NEW.created_at <> OLD.created_at
            OR NEW.expires_at <> OLD.expires_at
            OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
           RAISE EXCEPTION 'a share is withdrawn once and not changed otherwise'
             USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER a_share_is_final BEFORE UPDATE ON wallet_share
       FOR EACH ROW EXECUTE FUNCTION a_share_is_final()""",
]


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def keep(apps, schema_editor):
    """The triggers go with their table."""


class Migration(migrations.Migration):
    dependencies = [("wallet", "0001_initial"), ("issuing", "0001_initial")]
    operations = [migrations.RunPython(guard, keep)]
