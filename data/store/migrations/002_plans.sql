-- Version 2, as it was. A new store takes all steps from here on, an older one those that it lacks.
--
-- Ids are text made by the application, so that importing the same file again gives the same ids. An empty text is
-- never stored: what a document does not say is NULL. There are no foreign keys: DuckDB holds them against the state
-- before a transaction, so that a document could not be removed, or read again, in one. `queries/rules.sql` keeps the
-- references instead, before every commit.

CREATE TABLE metadata (
    singleton BOOLEAN PRIMARY KEY DEFAULT true CHECK (singleton),
    schema_version INTEGER NOT NULL,
    revision VARCHAR NOT NULL CHECK (revision <> '')
);
COMMENT ON TABLE metadata IS '数据库自身的信息，只有一行';
COMMENT ON COLUMN metadata.singleton IS '恒为真：保证只有一行';
COMMENT ON COLUMN metadata.schema_version IS '表结构的版本';
COMMENT ON COLUMN metadata.revision IS '内容的指纹：内容变则变，内容不变则不变';

CREATE TABLE documents (
    document_id VARCHAR PRIMARY KEY CHECK (document_id = sha256[1:16]),
    title VARCHAR NOT NULL CHECK (trim(title) <> ''),
    year INTEGER CHECK (year BETWEEN 1900 AND 2999),
    issuer VARCHAR CHECK (trim(issuer) <> ''),
    issued_on DATE,
    cc VARCHAR[] NOT NULL,
    first_listed_leads BOOLEAN NOT NULL,
    file_name VARCHAR NOT NULL CHECK (trim(file_name) <> ''),
    sha256 VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(sha256, '[0-9a-f]{64}')),
    imported_at TIMESTAMP NOT NULL,
    source VARCHAR NOT NULL CHECK (trim(source) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    corrections VARCHAR CHECK (trim(corrections) <> '')
);
COMMENT ON TABLE documents IS '导入的文件，一份一行';
COMMENT ON COLUMN documents.document_id IS '编号：文件内容 SHA-256 的前 16 位';
COMMENT ON COLUMN documents.title IS '标题';
COMMENT ON COLUMN documents.year IS '年度；看不出的为空';
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

CREATE TABLE lines (
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    kind VARCHAR NOT NULL CHECK (kind IN (
        'title', 'preamble', 'heading', 'task', 'annotation', 'person', 'closing', 'furniture', 'unaccounted'
    )),
    PRIMARY KEY (document_id, number)
);
COMMENT ON TABLE lines IS '文件中每一个非空行，以及它被认作什么';
COMMENT ON COLUMN lines.document_id IS '所属文件';
COMMENT ON COLUMN lines.number IS '行号，从 1 起';
COMMENT ON COLUMN lines.span_start IS '在全文中的起点，从 0 起';
COMMENT ON COLUMN lines.span_end IS '在全文中的终点（不含）';
COMMENT ON COLUMN lines.kind IS '认作：标题、前言、部分标题、任务、责任部门、人员、落款、版式内容、未识别（英文代码）';

CREATE TABLE sections (
    section_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    title VARCHAR NOT NULL CHECK (trim(title) <> ''),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= span_start),
    UNIQUE (document_id, ordinal)
);
COMMENT ON TABLE sections IS '部分：文件中含有任务的最高一级标题';
COMMENT ON COLUMN sections.section_id IS '编号：文件编号加 -s 加序号';
COMMENT ON COLUMN sections.document_id IS '所属文件';
COMMENT ON COLUMN sections.ordinal IS '在文件中的序号，从 1 起';
COMMENT ON COLUMN sections.title IS '标题';
COMMENT ON COLUMN sections.span_start IS '在全文中的起点，从 0 起';
COMMENT ON COLUMN sections.span_end IS '在全文中的终点（不含）';

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
    UNIQUE (document_id, position),
    CHECK ((annotation_start IS NULL) = (annotation_end IS NULL))
);
COMMENT ON TABLE tasks IS '任务';
COMMENT ON COLUMN tasks.task_id IS '编号：文件编号加 -t 加次序';
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

-- Units of different bodies are kept apart: 研究室 of another court is another unit, with the same name.
-- `python -m data check` verifies that parents exist and make no ring.
CREATE TABLE departments (
    department_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(department_id, 'd[0-9a-f]{12}')),
    position INTEGER NOT NULL CHECK (position >= 1),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    kind VARCHAR NOT NULL CHECK (kind IN (
        '综合', '审判', '执行', '政工', '纪检监察', '临时专班', '集合名称', '未归类'
    )),
    parent_id VARCHAR,
    note VARCHAR CHECK (trim(note) <> '')
);
COMMENT ON TABLE departments IS '部门（处室、部门、集合名称）';
COMMENT ON COLUMN departments.department_id IS '编号：d 加机关和全称的 SHA-256 的前 12 位，可以放进网址';
COMMENT ON COLUMN departments.position IS '显示次序，从 1 起';
COMMENT ON COLUMN departments.name IS '全称，含上级部门；同一机关内不重复';
COMMENT ON COLUMN departments.body IS '所属机关；属于名录所在机关的为空';
COMMENT ON COLUMN departments.kind IS '类别；名录中没有的为未归类';
COMMENT ON COLUMN departments.parent_id IS '上级部门；没有的为空';
COMMENT ON COLUMN departments.note IS '说明：凭判断定下的事项及理由；没有的为空';

CREATE TABLE department_names (
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    department_id VARCHAR NOT NULL,
    PRIMARY KEY (name, department_id)
);
COMMENT ON TABLE department_names IS '部门的各种写法，全称也在内';
COMMENT ON COLUMN department_names.name IS '一种写法；同一机关内只指一个部门';
COMMENT ON COLUMN department_names.department_id IS '指哪个部门';

CREATE TABLE collective_members (
    collective_id VARCHAR NOT NULL,
    department_id VARCHAR NOT NULL,
    PRIMARY KEY (collective_id, department_id),
    CHECK (collective_id <> department_id)
);
COMMENT ON TABLE collective_members IS '集合名称代表哪些部门';
COMMENT ON COLUMN collective_members.collective_id IS '集合名称';
COMMENT ON COLUMN collective_members.department_id IS '它代表的一个部门';

CREATE TABLE responsibilities (
    task_id VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    department_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('lead', 'support', 'responsible')),
    mention VARCHAR NOT NULL CHECK (trim(mention) <> ''),
    resolution VARCHAR NOT NULL CHECK (resolution IN ('exact', 'other_name', 'parent_restored', 'new')),
    doubt VARCHAR CHECK (trim(doubt) <> ''),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    PRIMARY KEY (task_id, position)
);
COMMENT ON TABLE responsibilities IS '责任：任务点名的部门，一次点名一行';
COMMENT ON COLUMN responsibilities.task_id IS '任务';
COMMENT ON COLUMN responsibilities.position IS '在该任务中的次序，从 1 起，按印出的先后';
COMMENT ON COLUMN responsibilities.department_id IS '所指的部门';
COMMENT ON COLUMN responsibilities.role IS '角色：lead 牵头，support 配合，responsible 责任';
COMMENT ON COLUMN responsibilities.mention IS '文件里的写法';
COMMENT ON COLUMN responsibilities.resolution IS
    '怎样认定：exact 名称一致，other_name 按别名，parent_restored 补全上级部门，new 名录中没有';
COMMENT ON COLUMN responsibilities.doubt IS '认定的疑点，供人核定；没有疑点的为空';
COMMENT ON COLUMN responsibilities.span_start IS '在全文中的起点，从 0 起';
COMMENT ON COLUMN responsibilities.span_end IS '在全文中的终点（不含）';

CREATE TABLE targets (
    task_id VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind VARCHAR NOT NULL CHECK (kind IN ('percent', 'count', 'coverage', 'deadline')),
    text VARCHAR NOT NULL CHECK (trim(text) <> ''),
    value VARCHAR NOT NULL CHECK (trim(value) <> ''),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    PRIMARY KEY (task_id, position)
);
COMMENT ON TABLE targets IS '目标：任务里写明的比例、数量、全覆盖或时限';
COMMENT ON COLUMN targets.task_id IS '任务';
COMMENT ON COLUMN targets.position IS '在该任务中的次序，从 1 起';
COMMENT ON COLUMN targets.kind IS '形式：percent 比例，count 数量，coverage 全覆盖，deadline 完成时限';
COMMENT ON COLUMN targets.text IS '文件里的原话';
COMMENT ON COLUMN targets.value IS '值，例如 45%、30件、全覆盖、2023-12-31';
COMMENT ON COLUMN targets.span_start IS '在全文中的起点，从 0 起';
COMMENT ON COLUMN targets.span_end IS '在全文中的终点（不含）';

CREATE TABLE naming_decisions (
    decision_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(decision_id, 'n[0-9a-f]{12}')),
    name VARCHAR NOT NULL CHECK (trim(name) <> ''),
    body VARCHAR CHECK (trim(body) <> ''),
    kind VARCHAR NOT NULL CHECK (kind IN ('same', 'department', 'collective', 'not_department')),
    unit VARCHAR CHECK (trim(unit) <> ''),
    parent VARCHAR CHECK (trim(parent) <> ''),
    department_kind VARCHAR CHECK (department_kind IN (
        '综合', '审判', '执行', '政工', '纪检监察', '临时专班', '未归类'
    )),
    members VARCHAR[] NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    decided_at TIMESTAMP NOT NULL,
    CHECK ((kind = 'same') = (unit IS NOT NULL)),
    CHECK ((kind = 'department') = (department_kind IS NOT NULL)),
    CHECK (kind = 'department' OR parent IS NULL),
    CHECK (kind = 'collective' OR len(members) = 0)
);
COMMENT ON TABLE naming_decisions IS '名称核定：名录之外，人对一个名称所作的认定，一个名称一行';
COMMENT ON COLUMN naming_decisions.decision_id IS '编号：n 加机关和名称的 SHA-256 的前 12 位';
COMMENT ON COLUMN naming_decisions.name IS '所核定的名称';
COMMENT ON COLUMN naming_decisions.body IS '只对哪个机关的文件有效；名录所在机关的为空';
COMMENT ON COLUMN naming_decisions.kind IS
    '认定：same 即某部门，department 新的部门，collective 集合名称，not_department 不是部门';
COMMENT ON COLUMN naming_decisions.unit IS '即哪个部门（全称）；其他认定为空';
COMMENT ON COLUMN naming_decisions.parent IS '新部门的上级；没有的为空';
COMMENT ON COLUMN naming_decisions.department_kind IS '新部门的类别；其他认定为空';
COMMENT ON COLUMN naming_decisions.members IS '集合名称代表的部门（全称）';
COMMENT ON COLUMN naming_decisions.who IS '核定人';
COMMENT ON COLUMN naming_decisions.decided_at IS '核定时间（UTC）';

CREATE TABLE activities (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    happened_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    what VARCHAR NOT NULL CHECK (what IN ('导入', '重读', '移除', '导出', '核定', '撤销核定')),
    document_id VARCHAR CHECK (trim(document_id) <> ''),
    sha256 VARCHAR CHECK (trim(sha256) <> ''),
    file_name VARCHAR CHECK (trim(file_name) <> ''),
    detail VARCHAR NOT NULL CHECK (trim(detail) <> '')
);
COMMENT ON TABLE activities IS '操作记录：只增不改';
COMMENT ON COLUMN activities.number IS '顺序号，从 1 起';
COMMENT ON COLUMN activities.happened_at IS '时间（UTC）';
COMMENT ON COLUMN activities.who IS '操作人：自己填写的姓名，或操作系统的用户名';
COMMENT ON COLUMN activities.what IS '做了什么';
COMMENT ON COLUMN activities.document_id IS '文件编号，文件移除后仍保留；与文件无关的为空';
COMMENT ON COLUMN activities.sha256 IS '文件内容的 SHA-256；与文件无关的为空';
COMMENT ON COLUMN activities.file_name IS '文件名；与文件无关的为空';
COMMENT ON COLUMN activities.detail IS '一句话说明';

INSERT INTO metadata (schema_version, revision) VALUES (2, 'empty');
