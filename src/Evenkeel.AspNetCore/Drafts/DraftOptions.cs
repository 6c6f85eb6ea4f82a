namespace Evenkeel.AspNetCore.Drafts;

/// <summary>How large, how many and how old drafts may be. The limits count for one user of one tenant.</summary>
public sealed class DraftOptions
{
    /// <summary>The largest save: the whole body of the request. A larger one is refused with <c>draft-too-large</c>, and the draft stays as it was.</summary>
    /// <value>Default 262,144 bytes. Range 1,024 to 4 MiB.</value>
    public int LargestBytes { get; set; } = 256 * 1024;

    /// <summary>How many drafts a user has. A further one is refused with <c>too-many-drafts</c>.</summary>
    /// <value>Default 10,000. Range 1 to 1,000,000.</value>
    public int MostDrafts { get; set; } = 10_000;

    /// <summary>How much all drafts of a user hold together, what lost a conflict included; each counts as a whole number of KiB. Whatever would need more is refused with <c>too-many-drafts</c>.</summary>
    /// <value>Default 16 MiB. Range <see cref="LargestBytes"/> to 1 GiB.</value>
    public long MostBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many lost conflicts are kept beside one draft, one for each tab or device that typed. A further one is refused with <c>too-many-drafts</c>.</summary>
    /// <value>Default 8. Range 1 to 100.</value>
    public int MostOthers { get; set; } = 8;

    /// <summary>How long drafts, and the memory of what commands have consumed, are kept after the last save. They go with the ledger's purge, up to a day later.</summary>
    /// <value>Default 30 days. Range 1 day to 10 years.</value>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);
}
