-- Version 14: what was asked for and refused for want of access is recorded, too.
UPDATE metadata SET schema_version = 14;

INSERT INTO activity_kinds (kind, label) VALUES ('refuse', '没有权限');
