-- Evenkeel's tables, schema version 3, for PostgreSQL: what modelBuilder.AddEvenkeel(schema: 3) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again, and on top of versions 1 and 2.
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

CREATE TABLE IF NOT EXISTS evenkeel_build (
    name text NOT NULL,
    epoch bigint NOT NULL,
    page text NULL,
    since bigint NOT NULL,
    CONSTRAINT pk_evenkeel_build PRIMARY KEY (name)
);

CREATE UNIQUE INDEX IF NOT EXISTS ix_evenkeel_build_epoch ON evenkeel_build (epoch);

CREATE TABLE IF NOT EXISTS evenkeel_contract (
    id text NOT NULL,
    content text NOT NULL,                -- JSON
    CONSTRAINT pk_evenkeel_contract PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS evenkeel_build_contract (
    build text NOT NULL,
    contract_id text NOT NULL,
    converts boolean NOT NULL,
    CONSTRAINT pk_evenkeel_build_contract PRIMARY KEY (build, contract_id)
);

CREATE TABLE IF NOT EXISTS evenkeel_instance (
    id uuid NOT NULL,
    build text NOT NULL,
    beats bigint NOT NULL,
    CONSTRAINT pk_evenkeel_instance PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS evenkeel_serving (
    id uuid NOT NULL,
    build text NOT NULL,
    beats bigint NOT NULL,
    CONSTRAINT pk_evenkeel_serving PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS evenkeel_seen (
    contract_id text NOT NULL,
    page text NOT NULL,
    day integer NOT NULL,                 -- days since 1 January 1970
    calls bigint NOT NULL,
    CONSTRAINT pk_evenkeel_seen PRIMARY KEY (contract_id, page, day)
);
