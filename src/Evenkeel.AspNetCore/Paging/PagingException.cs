namespace Evenkeel.AspNetCore.Paging;

/// <summary>A query cannot be read in pages as it is written. The message says what to write instead. It is the application's fault, not the caller's, and comes at the query's first use.</summary>
public sealed class PagingException : InvalidOperationException
{
    internal PagingException(string message)
        : base(message)
    {
    }
}
