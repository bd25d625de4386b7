-- Version 3: ids that outlast a reading, a bin for removed documents, the directory in the store with its history,
-- numbers from sequences, a revision that counts, kinds of activity as a table.
--
-- What people write stands in tables of types and checks that PostgreSQL has too.

-- ── the revision counts commits ─────────────────────────────────────────────────────────────────────────────
DROP TABLE metadata;
CREATE TABLE metadata (
    singleton BOOLEAN PRIMARY KEY DEFAULT true CHECK (singleton),
    schema_version INTEGER NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1)
);
COMMENT ON TABLE metadata IS '数据库自身的信息，只有一行';
COMMENT ON COLUMN metadata.singleton IS '恒为真：保证只有一行';
COMMENT ON COLUMN metadata.schema_version IS '表结构的版本';
COMMENT ON COLUMN metadata.revision IS '改动的次数：每次提交加 1';
INSERT INTO metadata (schema_version, revision) VALUES (3, 1);

-- ── documents: what changed them last, and when they went into the bin ──────────────────────────────────────
ALTER TABLE documents RENAME TO documents_2;
CREATE TABLE documents (
    document_id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL CHECK (trim(title) <> ''),
    "year" INTEGER CHECK ("year" BETWEEN 1900 AND 2999),
    issuer VARCHAR CHECK (trim(issuer) <> ''),
    issued_on DATE,
    cc VARCHAR[] NOT NULL,
    first_listed_leads BOOLEAN NOT NULL,
    file_name VARCHAR NOT NULL CHECK (trim(file_name) <> ''),
    sha256 VARCHAR NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    imported_at TIMESTAMP NOT NULL,
    source VARCHAR NOT NULL CHECK (trim(source) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    corrections VARCHAR CHECK (trim(corrections) <> ''),
    revision BIGINT NOT NULL CHECK (revision >= 1),
    removed_at TIMESTAMP,
    CHECK (document_id = substr(sha256, 1, 16))
);
COMMENT ON TABLE documents IS '导入的文件，一份一行；回收站里的也在内';
COMMENT ON COLUMN documents.document_id IS '编号：文件内容 SHA-256 的前 16 位';
COMMENT ON COLUMN documents.title IS '标题';
COMMENT ON COLUMN documents."year" IS '年度；看不出的为空';
COMMENT ON COLUMN documents.issuer IS '发文机关：落款，其次印发机关；没有的为空';
COMMENT ON COLUMN documents.issued_on IS '成文日期：落款日期，其次印发日期；没有的为空';
COMMENT ON COLUMN documents.cc IS '抄送单位';
COMMENT ON COLUMN documents.first_listed_leads IS '文件是否写明第一个单位为牵头单位';
COMMENT ON COLUMN documents.file_name IS '导入时的文件名，仅供查看，不作标识';
COMMENT ON COLUMN documents.sha256 IS '文件内容的 SHA-256，64 位小写十六进制';
COMMENT ON COLUMN documents.imported_at IS '导入时间（UTC）';
COMMENT ON COLUMN documents.source IS '解码后的全文；各处起止位置均指这里的字符';
COMMENT ON COLUMN documents.body IS '文件中的部门属于哪个机关；属于名录所在机关的为空';
COMMENT ON COLUMN documents.corrections IS '导入的人改正了什么（JSON）；没有改正的为空';
COMMENT ON COLUMN documents.revision IS '最近一次改动它的提交，即当时的 metadata.revision';
COMMENT ON COLUMN documents.removed_at IS '移入回收站的时间（UTC）；在用的为空';
INSERT INTO documents BY NAME SELECT *, 1 AS revision FROM documents_2;
DROP TABLE documents_2;

-- ── tasks that a later reading no longer finds ──────────────────────────────────────────────────────────────
CREATE TABLE retired_tasks (
    task_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    number VARCHAR CHECK (trim(number) <> ''),
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    retired_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE retired_tasks IS '重读后不再读出的任务；挂在它们上面的内容仍在';
COMMENT ON COLUMN retired_tasks.task_id IS '编号，与它还是任务时相同';
COMMENT ON COLUMN retired_tasks.document_id IS '所属文件';
COMMENT ON COLUMN retired_tasks.number IS '当时印出的序号；没有的为空';
COMMENT ON COLUMN retired_tasks.text IS '当时的任务全文';
COMMENT ON COLUMN retired_tasks.span_start IS '当时在全文中的起点，从 0 起';
COMMENT ON COLUMN retired_tasks.span_end IS '当时在全文中的终点（不含）';
COMMENT ON COLUMN retired_tasks.retired_at IS '哪次重读不再读出（UTC）';
COMMENT ON COLUMN tasks.task_id IS '编号：文件编号加 -t 加流水号；重读后不变，与次序无关';
COMMENT ON COLUMN sections.section_id IS '编号：文件编号加 -s 加流水号；重读后不变，与次序无关';

-- ── the directory, each version of it ───────────────────────────────────────────────────────────────────────
CREATE SEQUENCE directory_numbers;
CREATE TABLE directories (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    body VARCHAR CHECK (trim(body) <> ''),
    content VARCHAR NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    stored_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE directories IS '部门名录的各个版本，只增不改；一个机关以序号最大的为准';
COMMENT ON COLUMN directories.number IS '版本的序号，从 1 起';
COMMENT ON COLUMN directories.body IS '哪个机关的名录；本机关的为空';
COMMENT ON COLUMN directories.content IS '名录全文（TOML），与导出的文件相同';
COMMENT ON COLUMN directories.who IS '存入的人';
COMMENT ON COLUMN directories.stored_at IS '存入时间（UTC）';

ALTER TABLE departments RENAME TO departments_2;
CREATE TABLE departments (
    department_id VARCHAR PRIMARY KEY CHECK (department_id ~ '^d[0-9a-f]{12}$'),
    position INTEGER NOT NULL CHECK (position >= 1),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    kind VARCHAR NOT NULL CHECK (kind IN (
        '综合', '审判', '执行', '政工', '纪检监察', '临时专班', '集合名称', '未归类'
    )),
    parent_id VARCHAR,
    note VARCHAR CHECK (trim(note) <> '')
);
COMMENT ON TABLE departments IS '部门（处室、部门、集合名称）：名录、核定和文件合起来所知的';
COMMENT ON COLUMN departments.department_id IS '编号：d 加机关和全称的 SHA-256 的前 12 位，可以放进网址';
COMMENT ON COLUMN departments.position IS '显示次序，从 1 起';
COMMENT ON COLUMN departments.name IS '全称，含上级部门；同一机关内不重复';
COMMENT ON COLUMN departments.body IS '所属机关；属于名录所在机关的为空';
COMMENT ON COLUMN departments.kind IS '类别；名录中没有的为未归类';
COMMENT ON COLUMN departments.parent_id IS '上级部门；没有的为空';
COMMENT ON COLUMN departments.note IS '说明：凭判断定下的事项及理由；没有的为空';
INSERT INTO departments SELECT * FROM departments_2;
DROP TABLE departments_2;

-- ── decisions on names ──────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE naming_decisions RENAME TO naming_decisions_2;
CREATE TABLE naming_decisions (
    decision_id VARCHAR PRIMARY KEY CHECK (decision_id ~ '^n[0-9a-f]{12}$'),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    kind VARCHAR NOT NULL CHECK (kind IN ('same', 'department', 'collective', 'not_department')),
    department VARCHAR CHECK (trim(department) <> ''),
    parent VARCHAR CHECK (trim(parent) <> ''),
    department_kind VARCHAR CHECK (department_kind IN (
        '综合', '审判', '执行', '政工', '纪检监察', '临时专班', '未归类'
    )),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL,
    CHECK ((kind = 'same') = (department IS NOT NULL)),
    CHECK ((kind = 'department') = (department_kind IS NOT NULL)),
    CHECK (kind = 'department' OR parent IS NULL)
);
COMMENT ON TABLE naming_decisions IS '名称核定：名录之外，人对一个名称所作的认定，一个名称一行';
COMMENT ON COLUMN naming_decisions.decision_id IS '编号：n 加机关和名称的 SHA-256 的前 12 位';
COMMENT ON COLUMN naming_decisions.name IS '所核定的名称';
COMMENT ON COLUMN naming_decisions.body IS '只对哪个机关的文件有效；名录所在机关的为空';
COMMENT ON COLUMN naming_decisions.kind IS
    '认定：same 即某部门，department 新的部门，collective 集合名称，not_department 不是部门';
COMMENT ON COLUMN naming_decisions.department IS '即哪个部门（全称）；其他认定为空';
COMMENT ON COLUMN naming_decisions.parent IS '新部门的上级；没有的为空';
COMMENT ON COLUMN naming_decisions.department_kind IS '新部门的类别；其他认定为空';
COMMENT ON COLUMN naming_decisions.who IS '核定人';
COMMENT ON COLUMN naming_decisions.decided_at IS '核定时间（UTC）';
CREATE TABLE decided_members (
    decision_id VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    member VARCHAR NOT NULL CHECK (trim(member) <> ''),
    PRIMARY KEY (decision_id, position)
);
COMMENT ON TABLE decided_members IS '核定为集合名称的，它代表哪些部门';
COMMENT ON COLUMN decided_members.decision_id IS '哪条核定';
COMMENT ON COLUMN decided_members.position IS '次序，从 1 起';
COMMENT ON COLUMN decided_members.member IS '它代表的一个部门（全称）';
INSERT INTO naming_decisions BY NAME
SELECT decision_id, name, body, kind, unit AS department, parent, department_kind, who, decided_at
FROM naming_decisions_2;
INSERT INTO decided_members BY NAME
SELECT decision_id, unnest(generate_series(1, len(members)))::INTEGER AS position, unnest(members) AS member
FROM naming_decisions_2;
DROP TABLE naming_decisions_2;

-- ── activities ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE activity_kinds (
    kind VARCHAR PRIMARY KEY CHECK (trim(kind) <> ''),
    label VARCHAR NOT NULL UNIQUE CHECK (trim(label) <> '')
);
COMMENT ON TABLE activity_kinds IS '操作的种类';
COMMENT ON COLUMN activity_kinds.kind IS '代码';
COMMENT ON COLUMN activity_kinds.label IS '名称';
INSERT INTO activity_kinds (kind, label) VALUES
    ('import', '导入'),
    ('reread', '重读'),
    ('remove', '移除'),
    ('restore', '取回'),
    ('purge', '清出回收站'),
    ('export', '导出'),
    ('decide', '核定'),
    ('undo', '撤销核定'),
    ('directory', '更新名录'),
    ('upgrade', '升级数据库');
CREATE SEQUENCE activity_numbers;
ALTER TABLE activities RENAME TO activities_2;
CREATE TABLE activities (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    happened_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    kind VARCHAR NOT NULL,
    document_id VARCHAR CHECK (trim(document_id) <> ''),
    sha256 VARCHAR CHECK (trim(sha256) <> ''),
    file_name VARCHAR CHECK (trim(file_name) <> ''),
    detail VARCHAR NOT NULL CHECK (trim(detail) <> '')
);
COMMENT ON TABLE activities IS '操作记录：只增不改';
COMMENT ON COLUMN activities.number IS '顺序号，从 1 起';
COMMENT ON COLUMN activities.happened_at IS '时间（UTC）';
COMMENT ON COLUMN activities.who IS '操作人：自己填写的姓名，或操作系统的用户名';
COMMENT ON COLUMN activities.kind IS '做了什么';
COMMENT ON COLUMN activities.document_id IS '文件编号，文件移除后仍保留；与文件无关的为空';
COMMENT ON COLUMN activities.sha256 IS '文件内容的 SHA-256；与文件无关的为空';
COMMENT ON COLUMN activities.file_name IS '文件名；与文件无关的为空';
COMMENT ON COLUMN activities.detail IS '一句话说明';
INSERT INTO activities BY NAME
SELECT nextval('activity_numbers')::INTEGER AS number, happened_at, who, kinds.kind, document_id, sha256, file_name,
    detail
FROM (SELECT * FROM activities_2 ORDER BY number) AS before
JOIN activity_kinds AS kinds ON kinds.label = before.what
ORDER BY before.number;
DROP TABLE activities_2;
