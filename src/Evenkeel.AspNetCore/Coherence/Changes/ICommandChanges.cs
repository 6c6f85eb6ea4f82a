namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>What the command changes whose handler runs on the calling flow.</summary>
internal interface ICommandChanges
{
    /// <summary>Stored and applied if the command is kept. Null: there is no command, or it keeps transactions of its own.</summary>
    ChangeSet? Current { get; }
}
