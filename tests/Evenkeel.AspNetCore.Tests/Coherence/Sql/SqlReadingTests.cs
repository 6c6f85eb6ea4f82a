using Evenkeel.AspNetCore.Coherence.Sql;

namespace Evenkeel.AspNetCore.Tests.Coherence.Sql;

/// <summary>Which tables a SQL text reads and writes.</summary>
public sealed class SqlReadingTests
{
    [Theory]
    [InlineData("""SELECT "c"."Id" FROM "Clients" AS "c" INNER JOIN "Sites" AS "s" ON "c"."Id" = "s"."ClientId" LEFT JOIN crm."Lines" l ON true""", "clients,lines,sites")]
    [InlineData("select * from clients c, sites as s, (select * from notes) n, lines where c.a = 1", "clients,lines,notes,sites")]
    [InlineData("SELECT COUNT(*) FROM (SELECT 1 FROM [Order Lines] WHERE x IN (SELECT y FROM `Other`)) AS t", "other,order lines")]
    [InlineData("WITH recent AS (SELECT * FROM Clients), more(a, b) AS MATERIALIZED (SELECT 1, 2) SELECT * FROM recent JOIN more ON true JOIN Sites ON true", "clients,sites")]
    [InlineData("WITH RECURSIVE tree AS (SELECT * FROM nodes UNION ALL SELECT n.* FROM nodes n JOIN tree ON true) SELECT * FROM tree", "nodes")]
    [InlineData("SELECT EXTRACT(year FROM created), TRIM(BOTH 'x' FROM name), SUBSTRING(name FROM 1 FOR 2) FROM clients WHERE a IS DISTINCT FROM b", "clients")]
    [InlineData("SELECT 'FROM secrets', $$ FROM other $$, E'it\\'s FROM more' /* FROM a /* FROM b */ */ FROM clients -- FROM c\n WHERE x = \"FROM d\"", "clients")]
    [InlineData("SELECT * FROM generate_series(1, 5) g, LATERAL (SELECT * FROM ONLY clients) x, json_each('[]') j", "clients")]
    [InlineData("SELECT * FROM ((clients JOIN sites ON true) JOIN lines ON true)", "clients,lines,sites")]
    [InlineData("SELECT tags[1], a[b] FROM clients FOR UPDATE OF clients", "clients")]
    [InlineData("SELECT 1; SELECT * FROM clients; SELECT * FROM \"a\"\"b\"", "a\"b,clients")]
    public void What_stands_where_a_table_must_is_read(string sql, string expected)
    {
        var tables = SqlReading.Of(sql);
        Assert.Equal(expected.Split(',').Order(), tables.Relations.Order());
        Assert.False(tables.Writes);
    }

    [Theory]
    [InlineData("""INSERT INTO "Clients" ("Id") VALUES (@p0) RETURNING "Id" """, "clients", "")]
    [InlineData("INSERT INTO Clients SELECT * FROM Imports ON CONFLICT (id) DO UPDATE SET name = excluded.name", "clients", "")]
    [InlineData("INSERT OR REPLACE INTO Clients VALUES (1)", "", "clients")]
    [InlineData("REPLACE INTO Clients VALUES (1)", "", "clients")]
    [InlineData("""UPDATE "Clients" AS "c" SET "Name" = 'x' FROM "Sites" WHERE true""", "clients", "")]
    [InlineData("UPDATE OR IGNORE main.Clients SET a = 1", "clients", "")]
    [InlineData("UPDATE ONLY clients SET a = 1", "clients", "")]
    [InlineData("DELETE FROM Clients AS c WHERE EXISTS (SELECT 1 FROM Sites)", "", "clients")]
    [InlineData("DELETE FROM clients USING sites WHERE true", "", "clients")]
    [InlineData("WITH gone AS (DELETE FROM clients RETURNING *) INSERT INTO archive SELECT * FROM gone", "archive", "clients")]
    [InlineData("TRUNCATE TABLE clients, ONLY sites RESTART IDENTITY CASCADE", "", "clients,sites")]
    [InlineData("MERGE INTO clients USING sites ON true WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT VALUES (1)", "", "clients")]
    [InlineData("COPY clients FROM STDIN", "clients", "")]
    [InlineData("SELECT * INTO copies FROM clients", "copies", "")]
    [InlineData("SELECT 1; UPDATE clients SET a = 1; DELETE FROM sites", "clients", "sites")]
    public void What_is_written_and_what_may_be_deleted_is_told_apart(string sql, string written, string deleted)
    {
        var tables = SqlReading.Of(sql);
        Assert.Equal(written.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), tables.Written.Order());
        Assert.Equal(deleted.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), tables.Deleted.Order());
        Assert.False(tables.ChangesAnything);
    }

    [Theory]
    [InlineData("CREATE TABLE x (a int)")]
    [InlineData("SELECT 1; CALL recompute()")]
    [InlineData("DO $$ BEGIN DELETE FROM clients; END $$")]
    [InlineData("/* first */ DROP VIEW v")]
    [InlineData("REFRESH MATERIALIZED VIEW v")]
    public void What_is_not_understood_may_change_anything(string sql) => Assert.True(SqlReading.Of(sql).ChangesAnything);

    [Theory]
    [InlineData("SELECT lower(name), total(a, b) FROM clients WHERE id IN (1) AND (x) OR NOT (y)", "lower,total")]
    [InlineData("SELECT * FROM open_orders(5), my.secret_list()", "open_orders,secret_list")]
    [InlineData("SELECT COUNT(*) FILTER (WHERE a), ROW_NUMBER() OVER (PARTITION BY b) FROM clients", "count,row_number")]
    public void Calls_are_known_by_their_names(string sql, string expected) => Assert.Equal(expected.Split(',').Order(), SqlReading.Of(sql).Functions.Order());

    [Theory]
    [InlineData("")]
    [InlineData("((((")]
    [InlineData("))))")]
    [InlineData("SELECT 'unterminated FROM clients")]
    [InlineData("SELECT \"unterminated")]
    [InlineData("SELECT $tag$ unterminated")]
    [InlineData("/* unterminated")]
    [InlineData("FROM")]
    [InlineData("INSERT INTO")]
    [InlineData("WITH a AS (")]
    [InlineData(",,,;;;...")]
    public void Nothing_is_too_broken_to_be_read(string sql) => Assert.NotNull(SqlReading.Of(sql));
}
