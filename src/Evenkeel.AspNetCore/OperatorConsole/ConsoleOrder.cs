namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>What an operator has decided, and confirmed.</summary>
internal sealed record ConsoleOrder
{
    /// <summary>One of <see cref="ConsoleOrders"/>.</summary>
    public string? Action { get; init; }

    public string? Build { get; init; }

    public string? Tenant { get; init; }

    public string? User { get; init; }

    public Guid? Delivery { get; init; }
}

/// <summary>What became of it, as a sentence.</summary>
internal sealed record ConsoleDone(string Said);
