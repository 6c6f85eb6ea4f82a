using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Model;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Follows what an application's contexts read and change. One for each application that caches; thread-safe.</summary>
internal sealed class Tracker(TagTable tags, IChangeLog log, TrackedModels models)
{
    public TagTable Tags => tags;

    public IChangeLog Log => log;

    public TrackedModels Models => models;

    /// <summary>Has a fill depend on what a statement reads.</summary>
    public void Tell(Fill fill, StatementUse use)
    {
        foreach (var name in NarrowedReads.Current is { } narrowed && use.Reads is not null ? narrowed.TagsFor(use.Reads) : use.ReadTags)
        {
            fill.DependOn(tags.Of(name));
        }
    }
}
