namespace Evenkeel.AspNetCore.Ledger;

/// <summary>
/// The table as Entity Framework Core sees it, so that the application's migrations create it. It is read and written by
/// <see cref="LedgerTable"/> with SQL of its own.
/// </summary>
internal sealed class LedgerRow
{
    public required string Tenant { get; init; }

    public required string User { get; init; }

    public required Guid OperationId { get; init; }

    public required int State { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required string Action { get; init; }

    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public byte[]? Answer { get; init; }

    public required long KeptSince { get; init; }
}
