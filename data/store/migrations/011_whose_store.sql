-- Version 11: which documents are the example that the dashboard came with, and which document of a body is shown first.
UPDATE metadata SET schema_version = 11;

INSERT INTO activity_kinds (kind, label) VALUES
    ('found', '写明机关'),
    ('example', '留用示例'),
    ('show_first', '定先看的文件');

CREATE TABLE examples (
    document_id VARCHAR PRIMARY KEY
);
COMMENT ON TABLE examples IS '示例：随看板附带的文件；留作自己的文件以后不再在这里';
COMMENT ON COLUMN examples.document_id IS '哪份文件';

-- A store in which nobody has done anything yet holds the example; in any other one the document is at work.
INSERT INTO examples
SELECT document_id FROM documents
WHERE document_id IN (SELECT document_id FROM activities WHERE kind = 'import' AND who = '随看板附带')
    AND NOT EXISTS (SELECT 1 FROM activities WHERE who NOT IN ('随看板附带', '看板'));

CREATE TABLE shown_first (
    document_id VARCHAR PRIMARY KEY,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    chosen_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE shown_first IS '选定先看的文件，一个机关至多一份；没有选定的先看最新的';
COMMENT ON COLUMN shown_first.document_id IS '哪份文件';
COMMENT ON COLUMN shown_first.who IS '选定的人';
COMMENT ON COLUMN shown_first.chosen_at IS '选定时间（UTC）';
