namespace Evenkeel.AspNetCore.Drafts;

/// <summary>The table of saves that met a later revision and are kept beside it, one for each who typed.</summary>
internal sealed class DraftOtherRow
{
    public required string Tenant { get; init; }

    public required string User { get; init; }

    public required string Key { get; init; }

    public required string By { get; init; }

    public required long At { get; init; }

    /// <inheritdoc cref="DraftRow.Form"/>
    public required string Form { get; init; }

    public required int Bytes { get; init; }

    public required byte[] Content { get; init; }
}
