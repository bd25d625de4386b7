-- Version 7: what the office adds to the progress that units report: deadlines, verification, what a meeting decided.
--
-- Written by people, only ever added to; types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 7;

INSERT INTO activity_kinds (kind, label) VALUES
    ('set_due', '定办理时限'),
    ('verify', '核实'),
    ('resolve', '记议定事项'),
    ('close', '销号');

CREATE SEQUENCE due_day_numbers;
CREATE TABLE due_days (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    task_id VARCHAR NOT NULL,
    due DATE,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE due_days IS '办公室定的办理时限，不是文件写明的时限；只增不改，一项任务以序号最大的为准';
COMMENT ON COLUMN due_days.number IS '顺序号，从 1 起';
COMMENT ON COLUMN due_days.task_id IS '任务';
COMMENT ON COLUMN due_days.due IS '到哪一天；为空是撤销';
COMMENT ON COLUMN due_days.who IS '定时限的人';
COMMENT ON COLUMN due_days.decided_at IS '时间（UTC）';

CREATE SEQUENCE verification_numbers;
CREATE TABLE verifications (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    document_id VARCHAR NOT NULL,
    task_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    status VARCHAR CHECK (status IN ('未启动', '推进中', '已完成', '未能完成', '建议调整')),
    note VARCHAR CHECK (trim(note) <> ''),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    verified_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE verifications IS '督查核实了单位自报的完成状态；只增不改，一项任务的一期以序号最大的为准，单位改报后不再算数';
COMMENT ON COLUMN verifications.number IS '顺序号，从 1 起';
COMMENT ON COLUMN verifications.document_id IS '哪份文件';
COMMENT ON COLUMN verifications.task_id IS '任务';
COMMENT ON COLUMN verifications.period IS '哪个填报期';
COMMENT ON COLUMN verifications.status IS '核实的完成状态；为空是撤销';
COMMENT ON COLUMN verifications.note IS '凭什么核实';
COMMENT ON COLUMN verifications.who IS '核实的人';
COMMENT ON COLUMN verifications.verified_at IS '时间（UTC）';

CREATE SEQUENCE action_item_numbers;
CREATE TABLE action_items (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    document_id VARCHAR NOT NULL,
    task_id VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL CHECK (trim(meeting) <> ''),
    what VARCHAR NOT NULL CHECK (trim(what) <> ''),
    unit VARCHAR NOT NULL CHECK (trim(unit) <> ''),
    due DATE,
    said_by VARCHAR CHECK (trim(said_by) <> ''),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE action_items IS '议定事项：会上就一项任务定下的事，只增不改';
COMMENT ON COLUMN action_items.number IS '顺序号，从 1 起';
COMMENT ON COLUMN action_items.document_id IS '哪份文件';
COMMENT ON COLUMN action_items.task_id IS '任务，重读后仍是它';
COMMENT ON COLUMN action_items.meeting IS '哪次会议';
COMMENT ON COLUMN action_items.what IS '定了什么';
COMMENT ON COLUMN action_items.unit IS '由哪个单位办（全称）';
COMMENT ON COLUMN action_items.due IS '到哪一天';
COMMENT ON COLUMN action_items.said_by IS '会上由谁提出';
COMMENT ON COLUMN action_items.who IS '记下的人';
COMMENT ON COLUMN action_items.decided_at IS '时间（UTC）';

CREATE SEQUENCE closing_numbers;
CREATE TABLE closings (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    action_item INTEGER NOT NULL CHECK (action_item >= 1),
    closed BOOLEAN NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    closed_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE closings IS '销号和恢复；只增不改，一项议定事项以序号最大的为准';
COMMENT ON COLUMN closings.number IS '顺序号，从 1 起';
COMMENT ON COLUMN closings.action_item IS '议定事项的顺序号';
COMMENT ON COLUMN closings.closed IS '是否销号；否为恢复';
COMMENT ON COLUMN closings.who IS '销号的人';
COMMENT ON COLUMN closings.closed_at IS '时间（UTC）';
