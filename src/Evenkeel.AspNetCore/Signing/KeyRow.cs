namespace Evenkeel.AspNetCore.Signing;

/// <summary>A secret that all instances of the application share.</summary>
internal sealed class KeyRow
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }

    public required long Created { get; init; }
}
