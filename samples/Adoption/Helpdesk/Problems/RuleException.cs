namespace Helpdesk.Problems;

/// <summary>A request that the helpdesk refuses.</summary>
public abstract class RuleException(string message) : Exception(message);

/// <summary>There is no such thing.</summary>
public sealed class NotFoundException(string message) : RuleException(message);

/// <summary>The thing is not in a state in which this can be done.</summary>
public sealed class ConflictException(string message) : RuleException(message);

/// <summary>The request breaks rules of its own, each said by field.</summary>
public sealed class InvalidException(IDictionary<string, string[]> errors) : RuleException("Some fields need another value.")
{
    public IDictionary<string, string[]> Errors { get; } = errors;
}
