using System.Text.Json;
using System.Text.Json.Serialization;
using Evenkeel.AspNetCore.Paging;

namespace Evenkeel.AspNetCore.Drafts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Page<DraftSummary>))]
internal sealed partial class DraftJson : JsonSerializerContext;
