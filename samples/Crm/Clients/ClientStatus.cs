using System.Text.Json.Serialization;

namespace Crm.Clients;

[JsonConverter(typeof(JsonStringEnumConverter<ClientStatus>))]
public enum ClientStatus
{
    [JsonStringEnumMemberName("prospect")]
    Prospect,

    [JsonStringEnumMemberName("active")]
    Active,

    [JsonStringEnumMemberName("dormant")]
    Dormant,
}
