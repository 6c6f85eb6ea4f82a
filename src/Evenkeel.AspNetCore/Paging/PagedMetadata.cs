namespace Evenkeel.AspNetCore.Paging;

/// <summary>The endpoint answers with a page.</summary>
internal sealed record PagedMetadata;
