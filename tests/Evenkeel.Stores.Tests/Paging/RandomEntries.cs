namespace Evenkeel.Stores.Tests.Paging;

/// <summary>Rows whose values repeat often, and are often absent.</summary>
internal static class RandomEntries
{
    private static readonly string[] Names = ["a", "A", "b", "B", "aa", "ä", "Z", "z z", "", "10", "9"];
    private static readonly DateTime Day = new(2026, 11, 22, 8, 15, 0, DateTimeKind.Utc);

    public static Entry Make(Random random, long id) => new()
    {
        Id = id,
        Rank = random.Next(3),
        Score = Maybe(random, random.Next(-2, 3)),
        Name = Names[random.Next(Names.Length)],
        Note = random.Next(3) == 0 ? null : Names[random.Next(Names.Length)],
        At = Day.AddMilliseconds(random.Next(4) * 250),
        Due = Maybe(random, DateOnly.FromDateTime(Day).AddDays(random.Next(3))),
        Done = random.Next(2) == 0,
        Token = new Guid(random.Next(4), 7, (short)random.Next(2), new byte[8]),
        Price = random.Next(-2, 12) / 2m,
        Stage = (Stage)random.Next(4),
        Earlier = Maybe(random, (Stage)random.Next(4)),
        Code = new Code(Names[random.Next(Names.Length)]),
        Seen = new DateTimeOffset(Day).AddHours(random.Next(3)),
        OwnerId = Maybe(random, (long)random.Next(1, 4)),
    };

    private static T? Maybe<T>(Random random, T value)
        where T : struct => random.Next(3) == 0 ? null : value;
}
