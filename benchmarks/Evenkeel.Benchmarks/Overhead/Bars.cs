using System.Globalization;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>What Evenkeel may cost, at 32 connections.</summary>
internal static class Bars
{
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

    /// <summary>Judges all that the plan asked for: what it asked for and the server does not map has missed its bar.</summary>
    public static BenchmarkResult Judge(Figures figures, OverheadPlan plan)
    {
        List<(string, string)> values = [];
        List<string> misses = [];
        foreach (var bar in All.Where(each => plan.Engines.Contains(each.Engine) && each.Contenders.All(plan.Contenders.Contains)))
        {
            if (bar.Contenders.FirstOrDefault(each => !figures.Has(bar.Engine, each)) is { } missing)
            {
                values.Add((bar.Key, "none"));
                misses.Add($"{bar.Engine}: the server maps no {missing.Path}, so nothing is known of {missing.Label}");
                continue;
            }

            var figure = bar.Figure(figures);
            values.Add((bar.Key, Text(figure)));
            if (bar.IsMost ? figure > bar.Limit : figure < bar.Limit)
            {
                misses.Add($"{bar.Engine}: {bar.Means} is {Text(figure)}; the bar is {Text(bar.Limit)}");
            }
        }

        return new BenchmarkResult { Values = values, Misses = misses };
    }

    private static Bar Rate(string key, Engine engine, Contender contender, Contender other, double least) => new()
    {
        Key = key,
        Engine = engine,
        Contenders = [contender, other],
        Means = $"the rate of {contender.Label} over that of {other.Label}",
        Figure = figures => figures.Ratio(engine, contender, other, OverheadPlan.Many),
        Limit = least,
    };

    private static Bar Tail(string key, Engine engine, Contender contender) => new()
    {
        Key = key,
        Engine = engine,
        Contenders = [contender],
        Means = $"the 99th percentile of {contender.Label} over its median",
        Figure = figures => figures.Time(engine, contender, OverheadPlan.Many, load => load.Tail),
        Limit = 5,
        IsMost = true,
    };

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
