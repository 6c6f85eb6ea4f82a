namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>The one thing that the application under test stores.</summary>
public sealed class Note
{
    public int Id { get; set; }

    public required string Text { get; set; }
}
