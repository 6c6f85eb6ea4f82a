using System.Net.Http.Json;
using Evenkeel.Testing.Time;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>What the server's tables hold.</summary>
internal sealed record TableCounts
{
    private static readonly TimeSpan IdleWithin = TimeSpan.FromMinutes(1);

    public required long Rows { get; init; }

    public required long Keys { get; init; }

    public required long Ledger { get; init; }

    /// <summary>Requests that the server was working on.</summary>
    public int UnderWay { get; init; }

    /// <summary>Methods that its just-in-time compiler has compiled so far, once for each tier.</summary>
    public long CompiledMethods { get; init; }

    public static async Task<TableCounts> WhenIdleAsync(HttpClient http, Uri measures)
    {
        TableCounts? counts = null;
        await Poll.UntilAsync(
            async () => (counts = await http.GetFromJsonAsync<TableCounts>(measures))!.UnderWay == 0,
            IdleWithin,
            () => $"the server still works on {counts?.UnderWay} requests");
        return counts!;
    }

    public static TableCounts operator -(TableCounts after, TableCounts before) =>
        new() { Rows = after.Rows - before.Rows, Keys = after.Keys - before.Keys, Ledger = after.Ledger - before.Ledger };

    /// <summary>Whether this growth is the effect of <paramref name="answers"/>, and of at most <paramref name="unheard"/> calls whose answers nobody heard.</summary>
    public bool IsEffectOf(Contender contender, long answers, int unheard)
    {
        if (contender.IdHeader is null)
        {
            return Rows == 0 && Keys == 0 && Ledger == 0;
        }

        return Rows >= answers && Rows <= answers + unheard
            && Keys == (contender.IsIdempotent && !contender.IsKeel ? Rows : 0)
            && Ledger == (contender.IsKeel ? Rows : 0);
    }
}
