using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>The request asks for a page that there is not. Where nothing of ours answers it, the server still answers 400.</summary>
internal sealed class PageRefusedException(string code, string field, string sentence) : BadHttpRequestException($"The parameter '{field}': {sentence}", StatusCodes.Status400BadRequest)
{
    public string Code { get; } = code;

    public Dictionary<string, string[]> Errors { get; } = new() { [field] = [sentence] };

    public static PageRefusedException Size(int max) => new(ProblemCodes.PageSizeInvalid, PageParameters.Size, $"This must be a whole number from 1 to {max}.");

    public static PageRefusedException Total() => new(ProblemCodes.RequestMalformed, PageParameters.Total, "This must be true or false.");

    public static PageRefusedException BothWays() => new(ProblemCodes.CursorInvalid, PageParameters.Before, "Send after or before, not both.");

    public static PageRefusedException Cursor(string field) => new(
        ProblemCodes.CursorInvalid, field, "This must be a cursor that this list gave to you, as it was given: next for after, previous for before. Go on from the first page.");
}
