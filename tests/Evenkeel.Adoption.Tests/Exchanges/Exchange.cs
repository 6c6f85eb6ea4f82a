using System.Text;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>A step and its answer, both with names in place of what differs with each run.</summary>
public sealed record Exchange(Step Step, Answer Answer)
{
    /// <summary>As it is recorded. Headers that are the same in all requests are left out.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder($"### {Step.Name}\n{Step.Call.Method} {Step.Call.Path} HTTP/1.1\n");
            Append(text, Step.Call.Headers);
            if (Step.Call.Body is { } body)
            {
                text.Append($"Content-Type: {Step.Call.ContentType}\n\n{body}\n");
            }

            text.Append($"\n{Answer.StatusLine}\n");
            Append(text, Answer.Headers);
            return text.Append($"\n{Answer.Body}\n\n").ToString();
        }
    }

    private static void Append(StringBuilder text, IReadOnlyList<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            text.Append($"{name}: {value}\n");
        }
    }
}
