using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenkeel.Testing.History;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class LogJson : JsonSerializerContext;
