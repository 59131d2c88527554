-- What the law demands of a register, enforced by the database itself, also against statements written by hand.
-- Statements are parted by one empty line. A trigger's WHEN must never be NULL: a guard that is NULL does not guard.
CREATE TRIGGER face_template_consent BEFORE INSERT ON face_template
-- Protection of Freedoms Act 2012 s.26: a parent's written consent stands, and nobody has objected. The latest answer
-- decides; a named person's objection stands until that same person consents. A child cannot consent for a parent.
WHEN NOT EXISTS (
    SELECT 1 FROM consent_event AS answer
    WHERE answer.id = (
        SELECT max(id) FROM consent_event WHERE pupil_id = NEW.pupil_id AND purpose = 'face_matching'
    )
    AND answer.state = 'given' AND answer.in_writing = 1
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
)
BEGIN
    SELECT RAISE(ABORT, 'face template refused without written consent to face matching');
END

CREATE TRIGGER face_template_signoff BEFORE INSERT ON face_template
-- UK GDPR Article 35: no face matching before the DPIA and the DPO's sign-off are on record.
WHEN coalesce((SELECT state FROM matching_signoff ORDER BY id DESC LIMIT 1), 'off') <> 'on'
BEGIN
    SELECT RAISE(ABORT, 'face template refused while matching is switched off');
END

CREATE TRIGGER face_template_fixed BEFORE UPDATE ON face_template
-- Else a vector could be moved to a pupil without consent.
BEGIN
    SELECT RAISE(ABORT, 'a face template is never changed, only deleted');
END

CREATE TRIGGER consent_event_purges AFTER INSERT ON consent_event
-- PoFA s.27, UK GDPR Article 17: whatever is not a parent's written yes deletes the vectors at once.
WHEN NEW.purpose = 'face_matching' AND NOT (
    NEW.state = 'given' AND NEW.in_writing = 1 AND lower(trim(NEW.given_by)) NOT IN ('child', 'pupil')
)
BEGIN
    DELETE FROM face_template WHERE pupil_id = NEW.pupil_id;
END

CREATE TRIGGER pupil_erased AFTER DELETE ON pupil
-- Stands beside the foreign keys because a hand-opened SQLite does not enforce those.
BEGIN
    DELETE FROM face_template WHERE pupil_id = OLD.id;
    DELETE FROM consent_event WHERE pupil_id = OLD.id;
END

CREATE TRIGGER pupil_once BEFORE INSERT ON pupil
-- INSERT OR REPLACE deletes the old row without asking any trigger.
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a pupil of this id exists');
END

CREATE TRIGGER pupil_id_fixed BEFORE UPDATE OF id ON pupil
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'the id of a pupil is never changed');
END

CREATE TRIGGER consent_event_once BEFORE INSERT ON consent_event
WHEN EXISTS (SELECT 1 FROM consent_event WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a consent event is never changed');
END

CREATE TRIGGER consent_event_last AFTER INSERT ON consent_event
-- A number below the last would slip an answer in where it does not count as the latest.
WHEN NEW.id < (SELECT max(id) FROM consent_event)
BEGIN
    SELECT RAISE(ABORT, 'a consent event is never changed, nor put in before another');
END

CREATE TRIGGER consent_event_fixed BEFORE UPDATE ON consent_event
BEGIN
    SELECT RAISE(ABORT, 'a consent event is never changed');
END

CREATE TRIGGER matching_signoff_once BEFORE INSERT ON matching_signoff
WHEN EXISTS (SELECT 1 FROM matching_signoff WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a matching sign-off is never changed');
END

CREATE TRIGGER matching_signoff_last AFTER INSERT ON matching_signoff
-- A number below the last would slip an answer in where it does not count as the latest.
WHEN NEW.id < (SELECT max(id) FROM matching_signoff)
BEGIN
    SELECT RAISE(ABORT, 'a matching sign-off is never changed, nor put in before another');
END

CREATE TRIGGER matching_signoff_fixed BEFORE UPDATE ON matching_signoff
BEGIN
    SELECT RAISE(ABORT, 'a matching sign-off is never changed');
END

CREATE TRIGGER consent_event_kept BEFORE DELETE ON consent_event
-- Only the erasure of the whole pupil takes the consents along.
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = OLD.pupil_id)
BEGIN
    SELECT RAISE(ABORT, 'a consent event is never changed or deleted');
END

CREATE TRIGGER matching_signoff_kept BEFORE DELETE ON matching_signoff
BEGIN
    SELECT RAISE(ABORT, 'a matching sign-off is never changed or deleted');
END

CREATE TRIGGER pupil_insert_counts AFTER INSERT ON pupil
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER pupil_update_counts AFTER UPDATE ON pupil
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER pupil_delete_counts AFTER DELETE ON pupil
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER consent_event_insert_counts AFTER INSERT ON consent_event
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER face_template_insert_counts AFTER INSERT ON face_template
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER face_template_delete_counts AFTER DELETE ON face_template
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER matching_signoff_insert_counts AFTER INSERT ON matching_signoff
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END
