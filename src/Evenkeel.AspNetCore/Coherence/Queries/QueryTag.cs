using Evenkeel.AspNetCore.Coherence.Model;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>One tag that a query names, its places as the query's parameters, and who declares it.</summary>
internal sealed record QueryTag(string[] Places, IReadOnlyList<(EntityTag Tag, IReadOnlyList<string> Tables)> Entities);
