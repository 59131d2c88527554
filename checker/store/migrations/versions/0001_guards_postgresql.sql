-- The same guards as in 0001_guards_sqlite.sql, for PostgreSQL. Statements are parted by one empty line.
-- No percent sign and no colon may stand here: SQLAlchemy would read them as its own.
CREATE FUNCTION guard_face_template() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    -- The row lock makes an enrolment and a withdrawal of the same pupil wait for each other: without it, each would
    -- miss what the other has not committed yet, and the vector would outlive the consent.
    PERFORM 1 FROM pupil WHERE id = NEW.pupil_id FOR UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM consent_event AS answer
        WHERE answer.id = (
            SELECT max(id) FROM consent_event WHERE pupil_id = NEW.pupil_id AND purpose = 'face_matching'
        )
        AND answer.state = 'given' AND answer.in_writing
        AND lower(trim(answer.given_by)) NOT IN ('child', 'pupil')
    ) OR EXISTS (
        SELECT 1 FROM consent_event AS objection
        WHERE objection.pupil_id = NEW.pupil_id AND objection.purpose = 'face_matching'
        AND objection.state IN ('refused', 'withdrawn') AND trim(objection.given_by) <> ''
        AND NOT EXISTS (
            SELECT 1 FROM consent_event AS later
            WHERE later.pupil_id = NEW.pupil_id AND later.purpose = 'face_matching' AND later.state = 'given'
            AND later.id > objection.id AND lower(trim(later.given_by)) = lower(trim(objection.given_by))
        )
    ) THEN
        RAISE EXCEPTION 'face template refused without written consent to face matching' USING ERRCODE = '23514';
    END IF;
    IF coalesce((SELECT state FROM matching_signoff ORDER BY id DESC LIMIT 1), 'off') <> 'on' THEN
        RAISE EXCEPTION 'face template refused while matching is switched off' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END
$guard$

CREATE TRIGGER face_template_consent BEFORE INSERT ON face_template
FOR EACH ROW EXECUTE FUNCTION guard_face_template()

CREATE FUNCTION guard_fixed() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    RAISE EXCEPTION 'what was recorded here is never changed or deleted' USING ERRCODE = '23514';
END
$guard$

CREATE TRIGGER face_template_fixed BEFORE UPDATE ON face_template
FOR EACH ROW EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER consent_event_fixed BEFORE UPDATE ON consent_event
FOR EACH ROW EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER matching_signoff_fixed BEFORE UPDATE OR DELETE ON matching_signoff
FOR EACH ROW EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER consent_event_not_emptied BEFORE TRUNCATE ON consent_event
FOR EACH STATEMENT EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER matching_signoff_not_emptied BEFORE TRUNCATE ON matching_signoff
FOR EACH STATEMENT EXECUTE FUNCTION guard_fixed()

CREATE TRIGGER pupil_id_fixed BEFORE UPDATE OF id ON pupil
FOR EACH ROW WHEN (NEW.id IS DISTINCT FROM OLD.id) EXECUTE FUNCTION guard_fixed()

CREATE FUNCTION guard_consent_kept() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF EXISTS (SELECT 1 FROM pupil WHERE id = OLD.pupil_id) THEN
        RAISE EXCEPTION 'a consent event is never changed or deleted' USING ERRCODE = '23514';
    END IF;
    RETURN OLD;
END
$guard$

CREATE TRIGGER consent_event_kept BEFORE DELETE ON consent_event
FOR EACH ROW EXECUTE FUNCTION guard_consent_kept()

CREATE FUNCTION guard_order() RETURNS trigger LANGUAGE plpgsql AS $guard$
DECLARE
    newest integer;
BEGIN
    EXECUTE 'SELECT max(id) FROM ' || quote_ident(TG_TABLE_NAME) INTO newest;
    IF NEW.id < newest THEN
        RAISE EXCEPTION 'what was recorded here is never changed, nor put in before another' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END
$guard$

CREATE TRIGGER consent_event_last AFTER INSERT ON consent_event
FOR EACH ROW EXECUTE FUNCTION guard_order()

CREATE TRIGGER matching_signoff_last AFTER INSERT ON matching_signoff
FOR EACH ROW EXECUTE FUNCTION guard_order()

CREATE FUNCTION purge_templates() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    PERFORM 1 FROM pupil WHERE id = NEW.pupil_id FOR UPDATE;
    DELETE FROM face_template WHERE pupil_id = NEW.pupil_id;
    RETURN NULL;
END
$guard$

CREATE TRIGGER consent_event_purges AFTER INSERT ON consent_event
FOR EACH ROW WHEN (NEW.purpose = 'face_matching' AND NOT (
    NEW.state = 'given' AND NEW.in_writing AND lower(trim(NEW.given_by)) NOT IN ('child', 'pupil')
)) EXECUTE FUNCTION purge_templates()

CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = replace(gen_random_uuid() || '', '-', '');
    RETURN NULL;
END
$guard$

CREATE TRIGGER pupil_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON pupil
FOR EACH STATEMENT EXECUTE FUNCTION count_change()

CREATE TRIGGER consent_event_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON consent_event
FOR EACH STATEMENT EXECUTE FUNCTION count_change()

CREATE TRIGGER face_template_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON face_template
FOR EACH STATEMENT EXECUTE FUNCTION count_change()

CREATE TRIGGER matching_signoff_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON matching_signoff
FOR EACH STATEMENT EXECUTE FUNCTION count_change()
