namespace Evenkeel.Protocol.Contracts;

/// <summary>A contract, or a file of contracts, is not one. The message names what is wrong.</summary>
public sealed class ContractException : Exception
{
    /// <param name="message">What is wrong.</param>
    public ContractException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
