-- Evenkeel's tables, schema version 1, for SQLite: what modelBuilder.AddEvenkeel(schema: 1) describes.
-- For applications that do not use Entity Framework Core's migrations. May be run again.
CREATE TABLE IF NOT EXISTS "evenkeel_ledger" (
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "operation_id" TEXT NOT NULL,
    "state" INTEGER NOT NULL,          -- 1 applied, 2 void
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
