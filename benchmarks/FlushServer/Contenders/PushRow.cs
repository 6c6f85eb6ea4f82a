using FlushServer.Items;

namespace FlushServer.Contenders;

/// <summary>One document of a push. The benchmark only creates, so the state that the client assumes is always none.</summary>
internal sealed record PushRow
{
    public required ItemInput NewDocumentState { get; init; }
}
