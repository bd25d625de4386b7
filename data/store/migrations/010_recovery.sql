-- Version 10: a backup that somebody asks for, and a state that comes back from one, are told in the record.
UPDATE metadata SET schema_version = 10;

INSERT INTO activity_kinds (kind, label) VALUES
    ('back_up', '备份'),
    ('recover', '用备份恢复');
