-- Version 12: the court's template for slides, and what tasks said before a document was read again.
--
-- Given by people, and lost with the text that was read: neither can be rebuilt. Types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 12;

INSERT INTO activity_kinds (kind, label) VALUES ('template', '换演示文稿模板');

CREATE TABLE slide_templates (
    place INTEGER PRIMARY KEY CHECK (place = 1),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    content BLOB NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    kept_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE slide_templates IS '本院的演示文稿模板，至多一个，所有人用；换下和移除的不留，经过见操作记录';
COMMENT ON COLUMN slide_templates.place IS '总是 1';
COMMENT ON COLUMN slide_templates.name IS '文件名，仅供查看';
COMMENT ON COLUMN slide_templates.content IS '母版和版式，不含其中的页；存入前在受限进程里试填过';
COMMENT ON COLUMN slide_templates.who IS '存入的人';
COMMENT ON COLUMN slide_templates.kept_at IS '存入时间（UTC）';

CREATE SEQUENCE earlier_text_numbers;
CREATE TABLE earlier_texts (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    document_id VARCHAR NOT NULL,
    task_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    until TIMESTAMP NOT NULL
);
COMMENT ON TABLE earlier_texts IS '任务在重读或改正之前的文字，只增不改：单位自报时看到的是它';
COMMENT ON COLUMN earlier_texts.number IS '顺序号，从 1 起';
COMMENT ON COLUMN earlier_texts.document_id IS '哪份文件';
COMMENT ON COLUMN earlier_texts.task_id IS '任务，重读后仍是它';
COMMENT ON COLUMN earlier_texts.text IS '那时的文字';
COMMENT ON COLUMN earlier_texts.until IS '到什么时候为止是这样（UTC）';
