namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>What the database holds; null: this application keeps none of that, or the database does not answer.</summary>
internal sealed record StoredFacts
{
    public int? Sessions { get; init; }

    public int? Drafts { get; init; }

    /// <summary>Deliveries that wait for their time, or their next attempt.</summary>
    public int? Waiting { get; init; }

    public IReadOnlyList<ParkedFact>? Parked { get; init; }

    /// <summary>Of builds, and the processes that run them, by what is in the registry.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>Its kind and why, without what it says and for whom.</summary>
internal sealed record ParkedFact(Guid Id, string Name, int Attempts, string? Reason, long Since);
