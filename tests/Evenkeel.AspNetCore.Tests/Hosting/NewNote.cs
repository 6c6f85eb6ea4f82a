namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>The input of the command that adds a note.</summary>
public sealed record NewNote(string Text)
{
    public static string Json(string text) => $$"""{"text":"{{text}}"}""";
}
