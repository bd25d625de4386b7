-- Version 13: what people, and the groups that a login knows, may do.
--
-- Written by people; it can never be rebuilt from documents: types and checks that PostgreSQL has too.
UPDATE metadata SET schema_version = 13;

INSERT INTO activity_kinds (kind, label) VALUES ('access', '设定权限');

CREATE TABLE access_grants (
    subject VARCHAR NOT NULL CHECK (trim(subject) <> ''),
    is_group BOOLEAN NOT NULL,
    access VARCHAR NOT NULL CHECK (access IN ('view', 'fill', 'maintain', 'administer')),
    unit VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    set_at TIMESTAMP NOT NULL,
    set_by VARCHAR NOT NULL CHECK (trim(set_by) <> ''),
    PRIMARY KEY (subject, is_group, unit, body),
    CHECK ((access = 'fill') = (trim(unit) <> '')),
    CHECK (unit <> '' OR body = '')
);
COMMENT ON TABLE access_grants IS '人员与权限：每个人或组一种权限，填报的每个单位一行；收回的不再有行，经过见操作记录';
COMMENT ON COLUMN access_grants.subject IS '登录时认定的人（唯一的标识），或组的名称';
COMMENT ON COLUMN access_grants.is_group IS '是组，不是人';
COMMENT ON COLUMN access_grants.access IS 'view 查看，fill 填报，maintain 维护，administer 管理';
COMMENT ON COLUMN access_grants.unit IS '填报哪个单位的台账（全称）；不是填报的为空文本';
COMMENT ON COLUMN access_grants.body IS '这个单位的机关；名录所在机关的为空文本';
COMMENT ON COLUMN access_grants.set_at IS '设定时间（UTC）';
COMMENT ON COLUMN access_grants.set_by IS '设定的人';
