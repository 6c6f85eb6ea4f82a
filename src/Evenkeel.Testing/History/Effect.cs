namespace Evenkeel.Testing.History;

/// <summary>One row that an operation left in the application's database, as the test's own SQL reads it.</summary>
public sealed record Effect
{
    /// <summary>The id of the operation that it came of: have the command write it into a column of its row.</summary>
    public required string Operation { get; init; }

    /// <summary>Its place among all effects: a number that the database gave. Equal numbers say nothing about the order.</summary>
    public required long Order { get; init; }

    /// <summary>The lane that it is filed under; another one than the client's makes it a phantom. Null: not compared.</summary>
    public string? Lane { get; init; }
}
