using System.Globalization;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>What Evenkeel may cost, at 32 connections.</summary>
internal static class Bars
{
    private sealed record Bar(string Key, Engine Engine, Contender Contender, string Means, Func<Figures, double> Figure, double Limit, bool IsMost = false);

    private static readonly IReadOnlyList<Bar> All =
    [
        Rate("sqlite32", Engine.Sqlite, Contender.Keel, Contender.Plain, 3),
        Tail("sqliteTail", Engine.Sqlite, Contender.Keel),
        Rate("sqliteQuery", Engine.Sqlite, Contender.KeelQuery, Contender.PlainQuery, 0.95),
        Rate("postgres32", Engine.Postgres, Contender.Keel, Contender.Plain, 0.5),
        Rate("postgresIdempotent", Engine.Postgres, Contender.Keel, Contender.Idempotent, 1.25),
        Rate("postgresSingleSave", Engine.Postgres, Contender.KeelSingleSave, Contender.Plain, 0.7),
        Tail("postgresTail", Engine.Postgres, Contender.Keel),
        Rate("postgresQuery", Engine.Postgres, Contender.KeelQuery, Contender.PlainQuery, 0.95),
    ];

    public static BenchmarkResult Judge(Figures figures, IReadOnlyList<Engine> engines)
    {
        List<(string, string)> values = [];
        List<string> misses = [];
        foreach (var bar in All.Where(each => engines.Contains(each.Engine)))
        {
            if (!figures.Has(bar.Engine, bar.Contender))
            {
                values.Add((bar.Key, "none"));
                misses.Add($"{bar.Engine}: the server maps no {bar.Contender.Path}, so nothing is known of {bar.Contender.Label}");
                continue;
            }

            var figure = bar.Figure(figures);
            values.Add((bar.Key, Text(figure)));
            if (bar.IsMost ? figure > bar.Limit : figure < bar.Limit)
            {
                misses.Add($"{bar.Engine}: {bar.Contender.Label} has {Text(figure)} {bar.Means}; the bar is {Text(bar.Limit)}");
            }
        }

        return new BenchmarkResult { Values = values, Misses = misses };
    }

    private static Bar Rate(string key, Engine engine, Contender contender, Contender other, double least) =>
        new(key, engine, contender, $"times the rate of {other.Label}", figures => figures.Ratio(engine, contender, other, OverheadPlan.Many), least);

    private static Bar Tail(string key, Engine engine, Contender contender) =>
        new(key, engine, contender, "medians in its 99th percentile", figures => figures.Tail(engine, contender, OverheadPlan.Many), 5, IsMost: true);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
