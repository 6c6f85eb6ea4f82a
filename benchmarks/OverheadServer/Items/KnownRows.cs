namespace OverheadServer.Items;

/// <summary>The rows that queries read. The load generator makes up their ids by the same rule.</summary>
internal static class KnownRows
{
    private const int Count = 1_000;

    public static IEnumerable<Row> All() => Enumerable.Range(0, Count).Select(number => new Row
    {
        Id = Guid.Parse($"00000000-0000-7000-8000-{number:x12}"),
        Text = new string((char)('a' + (number % 26)), 1_024),
    });
}
