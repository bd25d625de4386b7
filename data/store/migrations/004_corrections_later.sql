-- Version 4: a stored document can be corrected, too: short names of its sections. They stand in documents.corrections
-- under "sections", by section_id, and need no column of their own.
COMMENT ON COLUMN documents.corrections IS '人改正了什么（JSON），导入时或之后；没有改正的为空';
INSERT INTO activity_kinds (kind, label) VALUES ('correct', '改正');
UPDATE metadata SET schema_version = 4;
