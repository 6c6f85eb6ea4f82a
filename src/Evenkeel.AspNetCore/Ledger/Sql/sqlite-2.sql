-- Evenkeel's tables, schema version 2, for SQLite: what modelBuilder.AddEvenkeel(schema: 2) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again, and on top of version 1.
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
