using System.Text;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>A step and its answer, both with names in place of what differs with each run.</summary>
public sealed record Exchange(Step Step, Answer Answer)
{
    /// <summary>As it is recorded. Headers that are the same in all requests are left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"### {Step.Name}\n{Step.Call.Method} {Step.Call.Path} HTTP/1.1\n");
        foreach (var (name, value) in Step.Call.Headers)
        {
            text.Append($"{name}: {value}\n");
        }

        if (Step.Call.Body is { } body)
        {
            text.Append($"Content-Type: {Step.Call.ContentType}\n\n{body}\n");
        }

        return text.Append($"\n{Answer}\n\n").ToString();
    }
}
