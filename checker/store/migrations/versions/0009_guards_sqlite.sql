-- Whom an approved post shows goes with the pupil too. Statements are parted by one empty line.
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
    DELETE FROM approval_shown WHERE pupil_id = OLD.id;
    DELETE FROM import_step WHERE pupil_id = OLD.id;
    UPDATE take_down SET pupil_id = NULL WHERE pupil_id = OLD.id;
END
