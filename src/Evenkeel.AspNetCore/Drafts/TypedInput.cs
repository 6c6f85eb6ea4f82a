namespace Evenkeel.AspNetCore.Drafts;

/// <summary>What somebody has typed, as it was sent.</summary>
internal sealed record TypedInput
{
    /// <summary>Who typed: a tab.</summary>
    public required string By { get; init; }

    /// <summary>The form's version as JSON: a text or null.</summary>
    public required string Form { get; init; }

    /// <summary>The object's bytes just as they stood in the body.</summary>
    public required byte[] Values { get; init; }

    /// <summary>Limits count in these: a draft that grows within its last KiB needs no count of all the others.</summary>
    public static int KiBOf(int bytes) => (bytes + 1023) / 1024;

    public int KiB => KiBOf(Values.Length);
}
