using System.Text.Json.Serialization;

namespace Crm.Opportunities;

[JsonConverter(typeof(JsonStringEnumConverter<Stage>))]
public enum Stage
{
    [JsonStringEnumMemberName("lead")]
    Lead,

    [JsonStringEnumMemberName("qualified")]
    Qualified,

    [JsonStringEnumMemberName("proposal")]
    Proposal,

    [JsonStringEnumMemberName("won")]
    Won,

    [JsonStringEnumMemberName("lost")]
    Lost,
}
