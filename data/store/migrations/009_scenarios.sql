-- Version 9: what-if scenarios of a document, beside what is read in it.
--
-- Written by people; it can never be rebuilt from documents: types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 9;

INSERT INTO activity_kinds (kind, label) VALUES ('scenario', '情景推演');

CREATE SEQUENCE scenario_numbers;
CREATE TABLE scenarios (
    scenario_id VARCHAR PRIMARY KEY CHECK (scenario_id ~ '^q[0-9]+$'),
    document_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    changes VARCHAR NOT NULL CHECK (trim(changes) <> ''),
    created_by VARCHAR NOT NULL CHECK (trim(created_by) <> ''),
    created_at TIMESTAMP NOT NULL,
    changed_by VARCHAR NOT NULL CHECK (trim(changed_by) <> ''),
    changed_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1),
    removed_at TIMESTAMP
);
COMMENT ON TABLE scenarios IS '情景：对一份文件的任务和部门设想的改动，不改文件本身；移除的也在内，可以取回';
COMMENT ON COLUMN scenarios.scenario_id IS '编号：q 加流水号，可以放进网址';
COMMENT ON COLUMN scenarios.document_id IS '哪份文件';
COMMENT ON COLUMN scenarios.name IS '名称；一份文件在用的情景不重名';
COMMENT ON COLUMN scenarios.changes IS '改动（JSON）：已做的和撤销了、可以重做的';
COMMENT ON COLUMN scenarios.created_by IS '建立的人';
COMMENT ON COLUMN scenarios.created_at IS '建立时间（UTC）';
COMMENT ON COLUMN scenarios.changed_by IS '最近改动的人';
COMMENT ON COLUMN scenarios.changed_at IS '最近改动的时间（UTC）';
COMMENT ON COLUMN scenarios.revision IS '最近一次改动它的提交，即当时的 metadata.revision';
COMMENT ON COLUMN scenarios.removed_at IS '移除的时间（UTC）；在用的为空';
