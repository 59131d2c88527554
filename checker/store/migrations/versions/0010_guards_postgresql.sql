-- A leaving day may be recorded before it comes. Statements are parted by one empty line.
-- No percent sign and no colon may stand here: SQLAlchemy would read them as its own.
CREATE OR REPLACE FUNCTION guard_face_template() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    -- The row lock makes an enrolment and a withdrawal of the same pupil wait for each other.
    PERFORM 1 FROM pupil WHERE id = NEW.pupil_id FOR UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM consent_event AS answer
        WHERE answer.id = (
            SELECT max(id) FROM consent_event
            WHERE pupil_id = NEW.pupil_id AND purpose = 'face_matching' AND kind = 'answer'
        )
        AND answer.state = 'given' AND answer.in_writing AND answer.has_responsibility
        AND lower(trim(answer.given_by)) NOT IN ('child', 'pupil')
    ) OR EXISTS (
        SELECT 1 FROM consent_event AS objection
        WHERE objection.pupil_id = NEW.pupil_id AND objection.purpose = 'face_matching' AND objection.kind = 'answer'
        AND objection.state IN ('refused', 'withdrawn') AND trim(objection.given_by) <> ''
        AND NOT EXISTS (
            SELECT 1 FROM consent_event AS later
            WHERE later.pupil_id = NEW.pupil_id AND later.purpose = 'face_matching' AND later.kind = 'answer'
            AND later.state = 'given' AND later.id > objection.id
            AND lower(trim(later.given_by)) = lower(trim(objection.given_by))
        )
    ) OR EXISTS (
        SELECT 1 FROM consent_event AS wish
        WHERE wish.id = (
            SELECT max(id) FROM consent_event
            WHERE pupil_id = NEW.pupil_id AND purpose = 'face_matching' AND kind = 'wish'
        )
        AND wish.state IN ('refused', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'face template refused without written consent to face matching' USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM parent_event WHERE pupil_id = NEW.pupil_id AND kind NOT IN ('known', 'not_a_parent')
    ) OR EXISTS (
        SELECT 1 FROM parent_event AS parent
        WHERE parent.pupil_id = NEW.pupil_id AND parent.kind = 'known'
        AND NOT EXISTS (
            SELECT 1 FROM parent_event AS later
            WHERE later.pupil_id = NEW.pupil_id AND later.id > parent.id AND later.kind <> 'known'
            AND lower(trim(later.who)) IN ('', lower(trim(parent.who)))
        )
    ) THEN
        RAISE EXCEPTION 'face template refused before every parent was told' USING ERRCODE = '23514';
    END IF;
    IF EXISTS (
        SELECT 1 FROM pupil WHERE id = NEW.pupil_id
        AND left_on <= greatest(CAST(now() AT TIME ZONE 'UTC' AS date), CAST(NEW.recorded_at AT TIME ZONE 'UTC' AS date))
    ) THEN
        RAISE EXCEPTION 'face template refused for a pupil who has left' USING ERRCODE = '23514';
    END IF;
    IF coalesce((SELECT state FROM matching_signoff ORDER BY id DESC LIMIT 1), 'off') <> 'on' THEN
        RAISE EXCEPTION 'face template refused while matching is switched off' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END
$guard$

DROP TRIGGER pupil_left_purges ON pupil

CREATE TRIGGER pupil_left_purges AFTER UPDATE OF left_on ON pupil
FOR EACH ROW WHEN (NEW.left_on <= CAST(now() AT TIME ZONE 'UTC' AS date)) EXECUTE FUNCTION purge_leaver()
