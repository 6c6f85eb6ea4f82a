namespace Evenkeel.Protocol.Deployments;

/// <summary>The id of a contract as it stands in a header or a line: 16 lower-case hexadecimal digits.</summary>
public static class ContractId
{
    /// <summary>Whether a text is such an id.</summary>
    public static bool IsValid(string? id) => id is { Length: 16 } && id.All(char.IsAsciiHexDigitLower);
}
