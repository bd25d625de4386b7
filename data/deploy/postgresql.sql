-- The database that several servers share, and who may do what in it. Run once, by psql, as a superuser:
--   psql --set ON_ERROR_STOP=1 --file data/deploy/postgresql.sql
-- then give each role its password with \password, and let the owner make the tables (README.md beside this file).

CREATE ROLE dashboard_owner LOGIN;  -- makes and upgrades the tables; not for daily use
CREATE ROLE dashboard LOGIN;        -- the dashboards and the command line
CREATE ROLE dashboard_backup LOGIN; -- pg_dump
CREATE ROLE dashboard_read LOGIN;   -- queries of others

CREATE DATABASE dashboard OWNER dashboard_owner ENCODING 'UTF8' TEMPLATE template0;
\connect dashboard

REVOKE ALL ON DATABASE dashboard FROM PUBLIC;
GRANT CONNECT ON DATABASE dashboard TO dashboard, dashboard_backup, dashboard_read;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO dashboard_owner;
GRANT USAGE ON SCHEMA public TO dashboard, dashboard_backup, dashboard_read;

-- Of what the owner will make. Nobody changes the record of activities: a trigger refuses it to all of them.
ALTER DEFAULT PRIVILEGES FOR ROLE dashboard_owner
    GRANT USAGE ON SCHEMAS TO dashboard, dashboard_backup, dashboard_read;
ALTER DEFAULT PRIVILEGES FOR ROLE dashboard_owner
    GRANT SELECT ON TABLES TO dashboard, dashboard_backup, dashboard_read;
ALTER DEFAULT PRIVILEGES FOR ROLE dashboard_owner
    GRANT INSERT, UPDATE, DELETE ON TABLES TO dashboard;
