namespace Evenkeel.Stores.Tests.Paging;

/// <summary>A row with columns of every kind that a list may be ordered by.</summary>
internal sealed class Entry
{
    public long Id { get; init; }

    public int Rank { get; set; }

    public int? Score { get; set; }

    public string Name { get; set; } = "";

    public string? Note { get; set; }

    public DateTime At { get; set; }

    public DateOnly? Due { get; set; }

    public bool Done { get; set; }

    public Guid Token { get; set; }

    public decimal Price { get; set; }

    public Stage Stage { get; set; }

    public Stage? Earlier { get; set; }

    public Code Code { get; set; }

    public DateTimeOffset Seen { get; set; }

    public long? OwnerId { get; set; }

    public Owner? Owner { get; set; }
}

internal sealed class Owner
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public int Level { get; init; }
}

/// <summary>Kept as text, so that its order in the database is not that of its numbers.</summary>
internal enum Stage
{
    Open,
    Won,
    Lost,
    Asleep,
}

/// <summary>A type of the application's own, which C# cannot compare.</summary>
internal readonly record struct Code(string Text);
