-- Evenkeel's tables, schema version 2, for PostgreSQL: what modelBuilder.AddEvenkeel(schema: 2) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again, and on top of version 1.
-- With HasDefaultSchema("crm") in the model, run SET search_path = crm first.
CREATE TABLE IF NOT EXISTS evenkeel_ledger (
    tenant text NOT NULL,
    user_id text NOT NULL,
    operation_id uuid NOT NULL,
    state integer NOT NULL,            -- 1 applied, 2 void, 3 open
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

CREATE TABLE IF NOT EXISTS evenkeel_delivery (
    id uuid NOT NULL,
    name text NOT NULL,
    payload text NOT NULL,             -- JSON
    tenant text NOT NULL,
    user_id text NOT NULL,
    operation_id uuid NULL,
    enqueued_at bigint NOT NULL,       -- Unix milliseconds, as all times here
    attempts integer NOT NULL,
    next_attempt_at bigint NOT NULL,
    state integer NOT NULL,            -- 1 waiting, 2 parked
    error text NULL,
    leased_until bigint NULL,
    CONSTRAINT pk_evenkeel_delivery PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_evenkeel_delivery_due ON evenkeel_delivery (state, next_attempt_at);
