-- Evenkeel's tables, schema version 5, for SQLite: what modelBuilder.AddEvenkeel(schema: 5) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again, and on top of versions 1 to 4.
CREATE TABLE IF NOT EXISTS "evenkeel_ledger" (
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "operation_id" TEXT NOT NULL,
    "state" INTEGER NOT NULL,          -- 1 applied, 2 void, 3 open
    "fingerprint" BLOB NOT NULL,
    "action" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "content_type" TEXT NULL,
    "location" TEXT NULL,
    "etag" TEXT NULL,
    "answer" BLOB NULL,
    "kept_since" INTEGER NOT NULL,     -- Unix milliseconds
    CONSTRAINT "pk_evenkeel_ledger" PRIMARY KEY ("operation_id", "user_id", "tenant")
);

CREATE TABLE IF NOT EXISTS "evenkeel_delivery" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "payload" TEXT NOT NULL,           -- JSON
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "operation_id" TEXT NULL,
    "enqueued_at" INTEGER NOT NULL,    -- Unix milliseconds, as all times here
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" INTEGER NOT NULL,
    "state" INTEGER NOT NULL,          -- 1 waiting, 2 parked
    "error" TEXT NULL,
    "leased_until" INTEGER NULL,
    CONSTRAINT "pk_evenkeel_delivery" PRIMARY KEY ("id")
);

CREATE INDEX IF NOT EXISTS "ix_evenkeel_delivery_due" ON "evenkeel_delivery" ("state", "next_attempt_at");

CREATE TABLE IF NOT EXISTS "evenkeel_build" (
    "name" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "page" TEXT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_build" PRIMARY KEY ("name")
);

CREATE UNIQUE INDEX IF NOT EXISTS "ix_evenkeel_build_epoch" ON "evenkeel_build" ("epoch");

CREATE TABLE IF NOT EXISTS "evenkeel_contract" (
    "id" TEXT NOT NULL,
    "content" TEXT NOT NULL,                -- JSON
    CONSTRAINT "pk_evenkeel_contract" PRIMARY KEY ("id")
);

CREATE TABLE IF NOT EXISTS "evenkeel_build_contract" (
    "build" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "converts" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_build_contract" PRIMARY KEY ("build", "contract_id")
);

CREATE TABLE IF NOT EXISTS "evenkeel_instance" (
    "id" TEXT NOT NULL,
    "build" TEXT NOT NULL,
    "beats" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_instance" PRIMARY KEY ("id")
);

CREATE TABLE IF NOT EXISTS "evenkeel_serving" (
    "id" TEXT NOT NULL,
    "build" TEXT NOT NULL,
    "beats" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_serving" PRIMARY KEY ("id")
);

CREATE TABLE IF NOT EXISTS "evenkeel_seen" (
    "contract_id" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "day" INTEGER NOT NULL,                 -- days since 1 January 1970
    "calls" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_seen" PRIMARY KEY ("contract_id", "page", "day")
);

CREATE TABLE IF NOT EXISTS "evenkeel_key" (
    "name" TEXT NOT NULL,
    "value" BLOB NOT NULL,                  -- a secret, as the rows of the application are
    "created" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_key" PRIMARY KEY ("name")
);

CREATE TABLE IF NOT EXISTS "evenkeel_change" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_evenkeel_change" PRIMARY KEY AUTOINCREMENT,
    "xid" INTEGER NOT NULL,
    "tags" TEXT NOT NULL,                   -- one a line
    "at" INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS "ix_evenkeel_change_xid" ON "evenkeel_change" ("xid");

CREATE INDEX IF NOT EXISTS "ix_evenkeel_change_at" ON "evenkeel_change" ("at");

CREATE TABLE IF NOT EXISTS "evenkeel_feed" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    CONSTRAINT "pk_evenkeel_feed" PRIMARY KEY ("name")
);

CREATE TABLE IF NOT EXISTS "evenkeel_draft" (
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "draft_key" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "consumed" INTEGER NOT NULL,            -- saves that follow an earlier revision are refused
    "at" INTEGER NOT NULL,                  -- Unix milliseconds
    "day" INTEGER NOT NULL,                 -- of the last save, in days since 1 January 1970
    "saved_by" TEXT NOT NULL,
    "form" TEXT NOT NULL,                   -- JSON: a text or null
    "bytes" INTEGER NOT NULL,               -- of the content; 0: the draft is gone, and this is what is remembered of it
    "content" BLOB NOT NULL,                -- JSON, as it was sent
    CONSTRAINT "pk_evenkeel_draft" PRIMARY KEY ("tenant", "user_id", "draft_key")
);

CREATE INDEX IF NOT EXISTS "ix_evenkeel_draft_day" ON "evenkeel_draft" ("day");

CREATE TABLE IF NOT EXISTS "evenkeel_draft_other" (
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "draft_key" TEXT NOT NULL,
    "saved_by" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    CONSTRAINT "pk_evenkeel_draft_other" PRIMARY KEY ("tenant", "user_id", "draft_key", "saved_by")
);

CREATE TABLE IF NOT EXISTS "evenkeel_session" (
    "key_hash" BLOB NOT NULL,              -- SHA-256 of what the cookie holds
    "id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "created" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL,
    "expires" INTEGER NULL,
    "ends" INTEGER NULL,
    "ticket" BLOB NULL,                    -- protected; NULL: the session was ended
    CONSTRAINT "pk_evenkeel_session" PRIMARY KEY ("key_hash")
);

CREATE UNIQUE INDEX IF NOT EXISTS "ix_evenkeel_session_id" ON "evenkeel_session" ("id");

CREATE INDEX IF NOT EXISTS "ix_evenkeel_session_user" ON "evenkeel_session" ("tenant", "user_id");

CREATE INDEX IF NOT EXISTS "ix_evenkeel_session_expires" ON "evenkeel_session" ("expires");

CREATE TABLE IF NOT EXISTS "evenkeel_protection_key" (
    "slot" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL,               -- XML; a secret, as the rows of the application are
    "created" INTEGER NOT NULL,
    CONSTRAINT "pk_evenkeel_protection_key" PRIMARY KEY ("slot")
);
