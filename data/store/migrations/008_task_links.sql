-- Version 8: which tasks of two plans a person said are one, or are not.
--
-- Written by people; it can never be rebuilt from documents: types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 8;

INSERT INTO activity_kinds (kind, label) VALUES ('link', '核定任务的对应');

CREATE TABLE task_links (
    earlier_task_id VARCHAR NOT NULL,
    later_task_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('same', 'apart')),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL,
    PRIMARY KEY (earlier_task_id, later_task_id),
    CHECK (earlier_task_id <> later_task_id)
);
COMMENT ON TABLE task_links IS '核定的任务对应：两份要点的哪两项任务是同一项，或者不是；撤销的不再有行，经过见操作记录';
COMMENT ON COLUMN task_links.earlier_task_id IS '前一份要点的任务';
COMMENT ON COLUMN task_links.later_task_id IS '后一份要点的任务';
COMMENT ON COLUMN task_links.verdict IS 'same 是同一项任务，apart 不是';
COMMENT ON COLUMN task_links.who IS '核定的人';
COMMENT ON COLUMN task_links.decided_at IS '核定时间（UTC）';
