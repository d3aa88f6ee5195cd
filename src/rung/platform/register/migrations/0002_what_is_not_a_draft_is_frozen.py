"""Triggers that freeze a version once it is no draft, and let its state move along the allowed arrows only.

A version begins as a draft. Afterwards only `state` and the two moments that belong to it may change; the version, its
outcomes, their skills and its picture can be neither changed nor added to nor deleted.
"""

from django.db import migrations

MOVING = ("state", "activated_at", "ended_at")
ARROWS = (("draft", "review"), ("review", "draft"), ("review", "active"), ("active", "superseded"), ("active", "withdrawn"))

# table → the query that finds the state of the version to which a row (`{row}`: NEW or OLD) belongs
PARTS = {
    "register_outcome": "SELECT state FROM register_designversion WHERE id = {row}.version_id",
    "register_designpicture": "SELECT state FROM register_designversion WHERE id = {row}.version_id",
    "register_outcomeskill": """SELECT v.state FROM register_designversion v
        JOIN register_outcome o ON o.version_id = v.id WHERE o.id = {row}.outcome_id""",
}
ROWS_OF = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

FROZEN = "a version that is no draft does not change"
NO_ARROW = "a version does not move to this state"
NO_DRAFT = "a version begins as a draft"


def allowed(row_before, row_after):
    """Return the condition that the state moves along an arrow, or not at all."""
    moves = [f"({row_before}.state = '{old}' AND {row_after}.state = '{new}')" for old, new in ARROWS]
    return " OR ".join([f"{row_before}.state = {row_after}.state", *moves])


def sqlite(columns):
    """Yield the triggers for SQLite; `columns` are those of a version that freeze."""
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)
    yield sqlite_trigger("version_begins", "INSERT", "register_designversion", "NEW.state <> 'draft'", NO_DRAFT)
    yield sqlite_trigger("version_moves", "UPDATE", "register_designversion",
                         f"NOT ({allowed('OLD', 'NEW')})", NO_ARROW)
    yield sqlite_trigger("version_is_frozen", "UPDATE", "register_designversion",
                         f"OLD.state <> 'draft' AND ({changed})", FROZEN)
    yield sqlite_trigger("version_stays", "DELETE", "register_designversion", "OLD.state <> 'draft'", FROZEN)
    for table, state in PARTS.items():
        for act, rows in ROWS_OF.items():
            frozen = " OR ".join(f"({state.format(row=row)}) <> 'draft'" for row in rows)
            yield sqlite_trigger(f"{table}_is_frozen_{act}", act, table, frozen, FROZEN)


def sqlite_trigger(name, act, table, condition, sentence):
    return f"""CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition}
               BEGIN SELECT RAISE(ABORT, '{sentence}'); END"""


def postgresql(_columns):
    """Yield the functions and triggers for PostgreSQL."""
    still = " - ".join(["to_jsonb({row})", *(f"'{column}'" for column in MOVING)])
    yield f"""CREATE FUNCTION register_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'draft' THEN RAISE EXCEPTION '{NO_DRAFT}'; END IF;
            RETURN NEW;
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.state <> 'draft' THEN RAISE EXCEPTION '{FROZEN}'; END IF;
            RETURN OLD;
        END IF;
        IF NOT ({allowed('OLD', 'NEW')}) THEN RAISE EXCEPTION '{NO_ARROW}'; END IF;
        IF OLD.state <> 'draft' AND {still.format(row='NEW')} IS DISTINCT FROM {still.format(row='OLD')} THEN
            RAISE EXCEPTION '{FROZEN}';
        END IF;
        RETURN NEW; END $$"""
    yield """CREATE TRIGGER register_version_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON register_designversion
        FOR EACH ROW EXECUTE FUNCTION register_version_is_frozen()"""
    for table, state in PARTS.items():
        yield f"""CREATE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP <> 'INSERT' AND ({state.format(row='OLD')}) <> 'draft' THEN RAISE EXCEPTION '{FROZEN}'; END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF ({state.format(row='NEW')}) <> 'draft' THEN RAISE EXCEPTION '{FROZEN}'; END IF;
            RETURN NEW; END $$"""
        yield f"""CREATE TRIGGER {table}_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen()"""


def freeze(apps, schema_editor):
    fields = apps.get_model("register", "DesignVersion")._meta.concrete_fields
    columns = [field.column for field in fields if field.column not in MOVING]
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](columns):
        schema_editor.execute(statement, params=None)


def keep(apps, schema_editor):
    """What was frozen is not thawed: going back further needs the tables themselves to be dropped."""


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(freeze, keep)]
