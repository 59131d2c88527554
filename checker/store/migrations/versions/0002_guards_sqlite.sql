-- What the law demands of consents, parents told and protections. A guard of an earlier version that stands here again
-- under its name takes that one's place. Statements are parted by one empty line.
CREATE TRIGGER face_template_parents BEFORE INSERT ON face_template
-- s.26(1): every parent is told before the first comparison. A record that names nobody speaks for all parents known
-- until then. s.27(1): who cannot be found, lacks capacity, must not be contacted for the child's welfare, or cannot be
-- told for another good reason is excused, by somebody who is named.
WHEN NOT EXISTS (
    SELECT 1 FROM parent_event WHERE pupil_id = NEW.pupil_id AND kind NOT IN ('known', 'not_a_parent')
) OR EXISTS (
    SELECT 1 FROM parent_event AS parent
    WHERE parent.pupil_id = NEW.pupil_id AND parent.kind = 'known'
    AND NOT EXISTS (
        SELECT 1 FROM parent_event AS later
        WHERE later.pupil_id = NEW.pupil_id AND later.id > parent.id AND later.kind <> 'known'
        AND lower(trim(later.who)) IN ('', lower(trim(parent.who)))
    )
)
BEGIN
    SELECT RAISE(ABORT, 'face template refused before every parent was told');
END

CREATE TRIGGER face_template_leaver BEFORE INSERT ON face_template
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = NEW.pupil_id AND left_on IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'face template refused for a pupil who has left');
END

CREATE TRIGGER face_template_once BEFORE INSERT ON face_template
-- INSERT OR REPLACE deletes the old row without asking any trigger.
WHEN EXISTS (SELECT 1 FROM face_template WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a face template is never changed, only deleted');
END

CREATE TRIGGER face_template_consent BEFORE INSERT ON face_template
-- Created last of its kind, so that SQLite asks it first. Protection of Freedoms Act 2012 s.26: a parent's written consent stands, and nobody has objected. The latest answer
-- decides, and only that of a person with parental responsibility; a named person's objection stands until that same
-- person consents. A child cannot consent for a parent, and a child's no counts whatever the parents say (s.26(5)).
WHEN NOT EXISTS (
    SELECT 1 FROM consent_event AS answer
    WHERE answer.id = (
        SELECT max(id) FROM consent_event
        WHERE pupil_id = NEW.pupil_id AND purpose = 'face_matching' AND kind = 'answer'
    )
    AND answer.state = 'given' AND answer.in_writing = 1 AND answer.has_responsibility = 1
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
)
BEGIN
    SELECT RAISE(ABORT, 'face template refused without written consent to face matching');
END

CREATE TRIGGER consent_event_purges AFTER INSERT ON consent_event
-- PoFA s.27, UK GDPR Article 17: whatever is not a parent's written yes deletes the vectors at once, and so does the
-- child's own no.
WHEN NEW.purpose = 'face_matching' AND NOT (
    (
        NEW.kind = 'answer' AND NEW.state = 'given' AND NEW.in_writing = 1 AND NEW.has_responsibility IS 1
        AND lower(trim(NEW.given_by)) NOT IN ('child', 'pupil')
    ) OR (NEW.kind = 'wish' AND NEW.state NOT IN ('refused', 'withdrawn'))
)
BEGIN
    DELETE FROM face_template WHERE pupil_id = NEW.pupil_id;
END

CREATE TRIGGER pupil_left_purges AFTER UPDATE OF left_on ON pupil
WHEN NEW.left_on IS NOT NULL
BEGIN
    DELETE FROM face_template WHERE pupil_id = NEW.id;
END

CREATE TRIGGER pupil_erased AFTER DELETE ON pupil
-- Stands beside the foreign keys because a hand-opened SQLite does not enforce those.
BEGIN
    DELETE FROM face_template WHERE pupil_id = OLD.id;
    DELETE FROM consent_event WHERE pupil_id = OLD.id;
    DELETE FROM protection WHERE pupil_id = OLD.id;
    DELETE FROM parent_event WHERE pupil_id = OLD.id;
    DELETE FROM sibling WHERE OLD.id IN (pupil_id, other_id);
END

CREATE TRIGGER protection_once BEFORE INSERT ON protection
WHEN EXISTS (SELECT 1 FROM protection WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a protection is never changed');
END

CREATE TRIGGER protection_last AFTER INSERT ON protection
WHEN NEW.id < (SELECT max(id) FROM protection)
BEGIN
    SELECT RAISE(ABORT, 'a protection is never changed, nor put in before another');
END

CREATE TRIGGER protection_fixed BEFORE UPDATE ON protection
BEGIN
    SELECT RAISE(ABORT, 'a protection is never changed');
END

CREATE TRIGGER protection_kept BEFORE DELETE ON protection
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = OLD.pupil_id)
BEGIN
    SELECT RAISE(ABORT, 'a protection is never changed or deleted');
END

CREATE TRIGGER parent_event_once BEFORE INSERT ON parent_event
WHEN EXISTS (SELECT 1 FROM parent_event WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a record about a parent is never changed');
END

CREATE TRIGGER parent_event_last AFTER INSERT ON parent_event
WHEN NEW.id < (SELECT max(id) FROM parent_event)
BEGIN
    SELECT RAISE(ABORT, 'a record about a parent is never changed, nor put in before another');
END

CREATE TRIGGER parent_event_fixed BEFORE UPDATE ON parent_event
BEGIN
    SELECT RAISE(ABORT, 'a record about a parent is never changed');
END

CREATE TRIGGER parent_event_kept BEFORE DELETE ON parent_event
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = OLD.pupil_id)
BEGIN
    SELECT RAISE(ABORT, 'a record about a parent is never changed or deleted');
END

CREATE TRIGGER protection_insert_counts AFTER INSERT ON protection
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER parent_event_insert_counts AFTER INSERT ON parent_event
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER sibling_insert_counts AFTER INSERT ON sibling
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END

CREATE TRIGGER sibling_delete_counts AFTER DELETE ON sibling
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = lower(hex(randomblob(16)));
END
