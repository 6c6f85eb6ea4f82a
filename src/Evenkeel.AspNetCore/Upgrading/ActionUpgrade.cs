using System.Text.Json.Nodes;

namespace Evenkeel.AspNetCore.Upgrading;

/// <summary>How calls under an earlier contract become calls of today's action.</summary>
/// <param name="Action">The action as the earlier contract names it.</param>
/// <param name="From">The earlier contract.</param>
/// <param name="To">Today's action; the same, or the one that has taken its place.</param>
/// <param name="Convert">Makes today's input of the earlier one; null: it cannot be made.</param>
internal sealed record ActionUpgrade(string Action, string From, string To, Func<JsonNode?, JsonNode?> Convert);
