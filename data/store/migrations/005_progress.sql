-- Version 5: what departments report of their tasks, period by period, and the ledgers that they report in.
--
-- All of it is written by people and can never be rebuilt from documents: types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 5;

INSERT INTO activity_kinds (kind, label) VALUES
    ('send', '发出台账'),
    ('collect', '收回台账'),
    ('fill_by', '指定填报单位');

CREATE TABLE periods (
    document_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL CHECK (trim(period) <> ''),
    as_of DATE NOT NULL,
    PRIMARY KEY (document_id, period)
);
COMMENT ON TABLE periods IS '填报期：一份文件的一期一行';
COMMENT ON COLUMN periods.document_id IS '哪份文件';
COMMENT ON COLUMN periods.period IS '名称，例如 2023-09';
COMMENT ON COLUMN periods.as_of IS '截至哪一天';

CREATE SEQUENCE filler_numbers;
CREATE TABLE fillers (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    task_id VARCHAR NOT NULL,
    unit VARCHAR CHECK (trim(unit) <> ''),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE fillers IS '指定的填报单位，只增不改；一项任务以序号最大的为准，没有指定的由首列单位填报';
COMMENT ON COLUMN fillers.number IS '顺序号，从 1 起';
COMMENT ON COLUMN fillers.task_id IS '任务';
COMMENT ON COLUMN fillers.unit IS '单位（全称）；为空是回到首列单位';
COMMENT ON COLUMN fillers.who IS '指定的人';
COMMENT ON COLUMN fillers.decided_at IS '指定时间（UTC）';

CREATE SEQUENCE sending_numbers;
CREATE TABLE sendings (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    document_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    sent_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE sendings IS '发出台账，一次一行；发出时的每个值记在台账自己的隐藏表里';
COMMENT ON COLUMN sendings.number IS '发出序号，从 1 起';
COMMENT ON COLUMN sendings.document_id IS '哪份文件';
COMMENT ON COLUMN sendings.period IS '哪个填报期';
COMMENT ON COLUMN sendings.who IS '发出的人';
COMMENT ON COLUMN sendings.sent_at IS '发出时间（UTC）';
CREATE TABLE sending_units (
    number INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    unit VARCHAR NOT NULL CHECK (trim(unit) <> ''),
    PRIMARY KEY (number, unit)
);
COMMENT ON TABLE sending_units IS '一次发出给了哪些单位';
COMMENT ON COLUMN sending_units.number IS '发出序号';
COMMENT ON COLUMN sending_units.position IS '次序，从 1 起';
COMMENT ON COLUMN sending_units.unit IS '单位（全称）';

CREATE TABLE returns (
    document_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    unit VARCHAR NOT NULL CHECK (trim(unit) <> ''),
    sha256 VARCHAR NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    sending INTEGER NOT NULL,
    file_name VARCHAR NOT NULL CHECK (trim(file_name) <> ''),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    received_at TIMESTAMP NOT NULL,
    PRIMARY KEY (document_id, period, unit, sha256)
);
COMMENT ON TABLE returns IS '收回并读过的台账，同样内容的文件只记第一次';
COMMENT ON COLUMN returns.document_id IS '哪份文件';
COMMENT ON COLUMN returns.period IS '哪个填报期';
COMMENT ON COLUMN returns.unit IS '交回的单位（全称）';
COMMENT ON COLUMN returns.sha256 IS '台账文件内容的 SHA-256，64 位小写十六进制';
COMMENT ON COLUMN returns.sending IS '发出序号';
COMMENT ON COLUMN returns.file_name IS '台账文件名，仅供查看';
COMMENT ON COLUMN returns.who IS '收回的人';
COMMENT ON COLUMN returns.received_at IS '收回时间（UTC）';

CREATE SEQUENCE progress_numbers;
CREATE TABLE progress (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    document_id VARCHAR NOT NULL,
    task_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    field VARCHAR NOT NULL CHECK (field IN (
        '具体措施', '责任人', '联系电话', '分管领导', '完成状态', '进展情况', '存在问题', '需协调事项', '下步打算',
        '填报日期', '配合意见', '备注'
    )),
    value VARCHAR CHECK (trim(value) <> ''),
    unit VARCHAR NOT NULL CHECK (trim(unit) <> ''),
    sending INTEGER NOT NULL,
    file_name VARCHAR NOT NULL CHECK (trim(file_name) <> ''),
    sha256 VARCHAR NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    sheet_row INTEGER NOT NULL CHECK (sheet_row >= 1),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    received_at TIMESTAMP NOT NULL,
    confirmed_by VARCHAR CHECK (trim(confirmed_by) <> ''),
    CHECK (field <> '完成状态' OR value IN ('未启动', '推进中', '已完成', '未能完成', '建议调整'))
);
COMMENT ON TABLE progress IS '进展：单位在台账里填写的每个值，只增不改；一格以序号最大的为准';
COMMENT ON COLUMN progress.number IS '顺序号，从 1 起';
COMMENT ON COLUMN progress.document_id IS '哪份文件';
COMMENT ON COLUMN progress.task_id IS '任务，重读后仍是它';
COMMENT ON COLUMN progress.period IS '哪个填报期';
COMMENT ON COLUMN progress.field IS '台账的哪一栏；配合意见每个单位各有一格，其余各栏一项任务一格';
COMMENT ON COLUMN progress.value IS '填写的内容；为空是经人确认后清空';
COMMENT ON COLUMN progress.unit IS '填写的单位（全称）';
COMMENT ON COLUMN progress.sending IS '台账的发出序号';
COMMENT ON COLUMN progress.file_name IS '台账文件名，仅供查看';
COMMENT ON COLUMN progress.sha256 IS '台账文件内容的 SHA-256，64 位小写十六进制';
COMMENT ON COLUMN progress.sheet_row IS '在台账里的行号，从 1 起';
COMMENT ON COLUMN progress.who IS '收回的人';
COMMENT ON COLUMN progress.received_at IS '收回时间（UTC）';
COMMENT ON COLUMN progress.confirmed_by IS '谁决定存入这个有待决定的值；无须决定的为空';
