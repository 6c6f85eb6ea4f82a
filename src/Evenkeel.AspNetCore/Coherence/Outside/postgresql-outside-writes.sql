-- Has PostgreSQL itself tell Evenkeel's caches of writes that the application does not make: jobs, imports, psql, other services.
-- Needs version 4 of the tables, in the current schema (run SET search_path = crm first if they are in crm). May be run again.
--
--   SELECT evenkeel_follow('clients', 'opportunities');      -- from now on; again after a table was dropped and made anew
--   SELECT evenkeel_unfollow('clients');
--
-- Each transaction leaves one row in evenkeel_change for each table that it writes, and commits or rolls it back with the rest. Name the tables that a cascade reaches too. A partition is followed under its own
-- name: write through the table that it belongs to.
--
-- The application tells of its own writes, and of their rows more exactly. Spare its connections the triggers, if all that they write goes through contexts that the cache follows, by its connection string:
--   Options=-c evenkeel.followed=on
DO $script$
BEGIN
    -- Writers need no right to the feed, and a temporary table cannot stand in for it.
    EXECUTE format($define$
        CREATE OR REPLACE FUNCTION evenkeel_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %I, pg_temp AS $body$
        DECLARE
            told text := 'evenkeel.told_' || TG_RELID;
            transaction text := pg_current_xact_id()::text;
        BEGIN
            -- Set for the transaction only, and undone with a savepoint that is rolled back, as the row is.
            IF current_setting(told, true) IS DISTINCT FROM transaction THEN
                INSERT INTO evenkeel_change (xid, tags, at) VALUES (
                    transaction::bigint,
                    concat_ws(chr(10), chr(1) || 't:' || lower(TG_TABLE_NAME), chr(1) || 'b:' || lower(TG_TABLE_NAME), chr(1) || 'any'),
                    (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
                PERFORM set_config(told, transaction, true);
            END IF;
            RETURN NULL;
        END $body$ $define$, current_schema());
END $script$;

CREATE OR REPLACE FUNCTION evenkeel_unfollow(VARIADIC tables regclass[]) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    followed regclass;
BEGIN
    FOREACH followed IN ARRAY tables LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS evenkeel_changed ON %s', followed);
    END LOOP;
END $body$;

DO $script$
BEGIN
    EXECUTE format($define$
        CREATE OR REPLACE FUNCTION evenkeel_follow(VARIADIC tables regclass[]) RETURNS void LANGUAGE plpgsql AS $body$
        DECLARE
            followed regclass;
        BEGIN
            FOREACH followed IN ARRAY tables LOOP
                EXECUTE format('DROP TRIGGER IF EXISTS evenkeel_changed ON %%s', followed);
                EXECUTE format(
                    'CREATE TRIGGER evenkeel_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %%s FOR EACH STATEMENT '
                    || 'WHEN (current_setting(''evenkeel.followed'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION %%I.evenkeel_changed()',
                    followed, %L);
            END LOOP;
        END $body$ $define$, current_schema());
END $script$;
