-- The ledger only ever grows, one entry after the other; its head counts along. Statements are parted by one empty line.
CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
-- Also stops INSERT OR REPLACE, which would delete an old entry without asking any trigger.
WHEN NEW.sequence IS NOT (SELECT entries + 1 FROM ledger_head WHERE id = 1)
OR NEW.previous IS NOT (SELECT seal FROM ledger_head WHERE id = 1)
BEGIN
    SELECT RAISE(ABORT, 'a ledger entry is never changed, and only ever follows the last one');
END

CREATE TRIGGER ledger_counts AFTER INSERT ON ledger
BEGIN
    UPDATE ledger_head SET entries = NEW.sequence, seal = NEW.seal WHERE id = 1;
END

CREATE TRIGGER ledger_fixed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'a ledger entry is never changed');
END

CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'a ledger entry is never changed or deleted');
END

CREATE TRIGGER ledger_head_once BEFORE INSERT ON ledger_head
BEGIN
    SELECT RAISE(ABORT, 'the head of the ledger is never changed by hand');
END

CREATE TRIGGER ledger_head_follows BEFORE UPDATE ON ledger_head
WHEN NEW.id IS NOT 1 OR NEW.entries IS NOT OLD.entries + 1 OR NOT EXISTS (
    SELECT 1 FROM ledger WHERE sequence = NEW.entries AND seal = NEW.seal AND previous = OLD.seal
)
BEGIN
    SELECT RAISE(ABORT, 'the head of the ledger is never changed by hand');
END

CREATE TRIGGER ledger_head_kept BEFORE DELETE ON ledger_head
BEGIN
    SELECT RAISE(ABORT, 'the head of the ledger is never changed by hand');
END

DROP TRIGGER pupil_erased

CREATE TRIGGER pupil_erased AFTER DELETE ON pupil
-- Stands beside the foreign keys because a hand-opened SQLite does not enforce those. A take-down stays until it is
-- done, without the pupil.
BEGIN
    DELETE FROM face_template WHERE pupil_id = OLD.id;
    DELETE FROM consent_event WHERE pupil_id = OLD.id;
    DELETE FROM protection WHERE pupil_id = OLD.id;
    DELETE FROM parent_event WHERE pupil_id = OLD.id;
    DELETE FROM sibling WHERE OLD.id IN (pupil_id, other_id);
    DELETE FROM shown_pupil WHERE pupil_id = OLD.id;
    DELETE FROM approval_pupil WHERE pupil_id = OLD.id;
    DELETE FROM import_step WHERE pupil_id = OLD.id;
    UPDATE take_down SET pupil_id = NULL WHERE pupil_id = OLD.id;
END
