"""Triggers that abort any change to an assessment and its results, and to who an assessor is."""

from django.db import migrations

FINAL = "an assessment is final"
SAME = "who an assessor is does not change"
IDENTITY = ("id", "organisation_id", "code", "start")

changed_sqlite = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in IDENTITY)
changed_postgresql = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in IDENTITY)

SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_is_final_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{FINAL}'); END"""
        for table in ("assessment_assessment", "assessment_outcomeresult")
        for act in ("UPDATE", "DELETE")
    ),
    f"""CREATE TRIGGER assessor_stays_herself BEFORE UPDATE ON assessment_assessor WHEN {changed_sqlite}
        BEGIN SELECT RAISE(ABORT, '{SAME}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION assessment_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{FINAL}'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_is_final BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION assessment_is_final()"""
        for table in ("assessment_assessment", "assessment_outcomeresult")
    ),
    f"""CREATE FUNCTION assessor_stays_herself() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {changed_postgresql} THEN RAISE EXCEPTION '{SAME}'; END IF;
        RETURN NEW; END $$""",
    """CREATE TRIGGER assessor_stays_herself BEFORE UPDATE ON assessment_assessor
        FOR EACH ROW EXECUTE FUNCTION assessor_stays_herself()""",
]


def make_final(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def keep(apps, schema_editor):
    """What is final stays so: going back further needs the tables themselves to be dropped."""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_initial")]
    operations = [migrations.RunPython(make_final, keep)]
