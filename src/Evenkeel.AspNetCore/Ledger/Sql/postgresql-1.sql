-- Evenkeel's tables, schema version 1, for PostgreSQL: what modelBuilder.AddEvenkeel(schema: 1) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again.
-- With HasDefaultSchema("crm") in the model, run SET search_path = crm first.
CREATE TABLE IF NOT EXISTS evenkeel_ledger (
    tenant text NOT NULL,
    user_id text NOT NULL,
    operation_id uuid NOT NULL,
    state integer NOT NULL,            -- 1 applied, 2 void
    fingerprint bytea NOT NULL,
    action text NOT NULL,
    status integer NOT NULL,
    content_type text NULL,
    location text NULL,
    etag text NULL,
    answer bytea NULL,
    kept_since bigint NOT NULL,        -- Unix milliseconds
    CONSTRAINT pk_evenkeel_ledger PRIMARY KEY (operation_id, user_id, tenant)
);
