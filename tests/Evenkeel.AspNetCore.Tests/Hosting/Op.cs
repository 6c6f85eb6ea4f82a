using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>Makes lines of a flush.</summary>
public static class Op
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A command line: <c>Op.Line("/notes", id, """{"text":"a"}""")</c>.</summary>
    public static string Line(string path, string? id = null, string? body = null, string? lane = null, string method = "POST", string? contract = null)
    {
        var line = new JsonObject { ["id"] = id ?? Call.NewId(), ["method"] = method, ["path"] = path };
        if (lane is not null)
        {
            line["lane"] = lane;
        }

        if (contract is not null)
        {
            line["contract"] = contract;
        }

        var text = line.ToJsonString(Plain);
        return body is null ? text : $"{text[..^1]},\"body\":{body}}}";
    }

    public static string Void(string id) => new JsonObject { ["void"] = id }.ToJsonString();
}
