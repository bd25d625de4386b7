-- Version 6: the bytes of the file as they came, and what a person changed in lines and tasks.
UPDATE metadata SET schema_version = 6;

CREATE TABLE originals (
    document_id VARCHAR PRIMARY KEY,
    content BLOB NOT NULL
);
COMMENT ON TABLE originals IS '原件：导入时的文件内容，重读时从这里再读；以前的版本导入的文件没有';
COMMENT ON COLUMN originals.document_id IS '哪份文件';
COMMENT ON COLUMN originals.content IS '文件内容，一个字节不改；它的 SHA-256 是 documents.sha256';

ALTER TABLE lines RENAME TO lines_5;
CREATE TABLE lines (
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    kind VARCHAR NOT NULL CHECK (kind IN (
        'title', 'preamble', 'heading', 'task', 'annotation', 'person', 'closing', 'furniture', 'unaccounted'
    )),
    marked BOOLEAN NOT NULL,
    PRIMARY KEY (document_id, number)
);

COMMENT ON TABLE lines IS '文件中每一个非空行，以及它被认作什么';
COMMENT ON COLUMN lines.document_id IS '所属文件';
COMMENT ON COLUMN lines.number IS '行号，从 1 起';
COMMENT ON COLUMN lines.span_start IS '在全文中的起点，从 0 起';
COMMENT ON COLUMN lines.span_end IS '在全文中的终点（不含）';
COMMENT ON COLUMN lines.kind IS '认作：标题、前言、部分标题、任务、责任部门、人员、落款、版式内容、未识别（英文代码）';
COMMENT ON COLUMN lines.marked IS '归类是否由人改正';
INSERT INTO lines BY NAME
SELECT lines_5.*, json_extract_string(corrections, '$.lines."' || number || '"') IS NOT NULL AS marked
FROM lines_5
LEFT JOIN documents USING (document_id);
DROP TABLE lines_5;

ALTER TABLE tasks RENAME TO tasks_5;
CREATE TABLE tasks (
    task_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    section_id VARCHAR,
    position INTEGER NOT NULL CHECK (position >= 1),
    number VARCHAR CHECK (trim(number) <> ''),
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    annotation_start INTEGER CHECK (annotation_start >= 0),
    annotation_end INTEGER CHECK (annotation_end >= annotation_start),
    departments_count INTEGER NOT NULL CHECK (departments_count >= 0),
    corrected BOOLEAN NOT NULL,
    UNIQUE (document_id, position),
    CHECK ((annotation_start IS NULL) = (annotation_end IS NULL))
);

COMMENT ON TABLE tasks IS '任务';
COMMENT ON COLUMN tasks.task_id IS '编号：文件编号加 -t 加流水号；重读后不变，与次序无关';
COMMENT ON COLUMN tasks.document_id IS '所属文件';
COMMENT ON COLUMN tasks.section_id IS '所属部分；不在任何部分的为空';
COMMENT ON COLUMN tasks.position IS '在全文件中的次序，从 1 起';
COMMENT ON COLUMN tasks.number IS '印出的序号，不含标点；没有印的为空';
COMMENT ON COLUMN tasks.text IS '任务全文，不含序号和责任部门';
COMMENT ON COLUMN tasks.span_start IS '任务在全文中的起点，从 0 起';
COMMENT ON COLUMN tasks.span_end IS '任务在全文中的终点（不含）';
COMMENT ON COLUMN tasks.annotation_start IS '责任部门一段的起点；没有的为空';
COMMENT ON COLUMN tasks.annotation_end IS '责任部门一段的终点（不含）；没有的为空';
COMMENT ON COLUMN tasks.departments_count IS '点名的不同部门数，按处室计，集合名称计 1';
COMMENT ON COLUMN tasks.corrected IS '是否由人改正过：责任部门、完成时限，或它的哪一行是什么';
INSERT INTO tasks BY NAME SELECT *, false AS corrected FROM tasks_5;
DROP TABLE tasks_5;
