-- The same guards as in 0003_guards_sqlite.sql, for PostgreSQL. Statements are parted by one empty line.
-- No percent sign and no colon may stand here: SQLAlchemy would read them as its own.
CREATE FUNCTION guard_ledger_next() RETURNS trigger LANGUAGE plpgsql AS $guard$
DECLARE
    head ledger_head;
BEGIN
    SELECT * INTO head FROM ledger_head WHERE id = 1 FOR UPDATE;
    IF NEW.sequence IS DISTINCT FROM head.entries + 1 OR NEW.previous IS DISTINCT FROM head.seal THEN
        RAISE EXCEPTION 'a ledger entry is never changed, and only ever follows the last one' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END
$guard$

CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
FOR EACH ROW EXECUTE FUNCTION guard_ledger_next()

CREATE FUNCTION count_ledger() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    UPDATE ledger_head SET entries = NEW.sequence, seal = NEW.seal WHERE id = 1;
    RETURN NULL;
END
$guard$

CREATE TRIGGER ledger_counts AFTER INSERT ON ledger
FOR EACH ROW EXECUTE FUNCTION count_ledger()

CREATE TRIGGER ledger_fixed BEFORE UPDATE OR DELETE ON ledger
FOR EACH ROW EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER ledger_not_emptied BEFORE TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER ledger_head_kept BEFORE INSERT OR DELETE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER ledger_head_not_emptied BEFORE TRUNCATE ON ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION guard_fixed()

CREATE FUNCTION guard_ledger_head() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF NEW.id <> 1 OR NEW.entries IS DISTINCT FROM OLD.entries + 1 OR NOT EXISTS (
        SELECT 1 FROM ledger WHERE sequence = NEW.entries AND seal = NEW.seal AND previous = OLD.seal
    ) THEN
        RAISE EXCEPTION 'what was recorded here is never changed or deleted' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END
$guard$

CREATE TRIGGER ledger_head_follows BEFORE UPDATE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION guard_ledger_head()
