-- A leaving day may be recorded before it comes. Statements are parted by one empty line.
DROP TRIGGER face_template_leaver

DROP TRIGGER pupil_left_purges

CREATE TRIGGER face_template_leaver BEFORE INSERT ON face_template
-- A moment that is none must not make this NULL, which would let everything in.
WHEN EXISTS (
    SELECT 1 FROM pupil WHERE id = NEW.pupil_id
    AND left_on <= max(date('now'), coalesce(date(NEW.recorded_at), '9999-12-31'))
)
BEGIN
    SELECT RAISE(ABORT, 'face template refused for a pupil who has left');
END

CREATE TRIGGER pupil_left_purges AFTER UPDATE OF left_on ON pupil
-- On a day that is still to come the checker deletes them itself (store/leaving.py), and uses none from that day on.
WHEN NEW.left_on IS NOT NULL AND NEW.left_on <= date('now')
BEGIN
    DELETE FROM face_template WHERE pupil_id = NEW.id;
END
