using System.Net.Http.Headers;
using System.Text;
using Evenkeel.Protocol;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>One HTTP request to the application under test.</summary>
public sealed record Call
{
    public string Method { get; init; } = "POST";

    public required string Path { get; init; }

    public string? User { get; init; } = "alice";

    public string? Tenant { get; init; }

    /// <summary>The operation id, as it stands in the header.</summary>
    public string? Id { get; init; }

    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether it comes from an Evenkeel runtime, which says so in a header.</summary>
    public bool FromRuntime { get; init; } = true;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static string NewId() => Guid.CreateVersion7().ToString();

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        Add("X-User", User);
        Add("X-Tenant", Tenant);
        Add(KeelHeaders.OperationId, Id);
        Add(KeelHeaders.Protocol, FromRuntime ? "1" : null);
        foreach (var (name, value) in Headers)
        {
            Add(name, value);
        }

        return message;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
