namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>The action on whose behalf the calling flow of execution writes. Where commands share a commit it is the one that ended it.</summary>
internal static class ChangeOrigin
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>Null: none, or nobody knows.</summary>
    public static string? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
