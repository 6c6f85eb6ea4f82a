using System.Text.Json;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Browsing;

/// <summary>Somebody in a real Chromium, driven through Node: the browser library for .NET belongs to one test project, and weighs 786 MB.</summary>
internal static class Person
{
    /// <summary>Writes a text, presses Save once, and waits until the page says "Saved".</summary>
    public static async Task<Seen> SavesAsync(Uri address, string text)
    {
        var script = Path.Combine(Repository.Root, "tests", "Evenkeel.Packages.Tests", "Browsing", "press-save.mjs");
        var told = await Command.RunAsync(Repository.Root, "node", script, address.ToString(), text);
        return JsonSerializer.Deserialize<Seen>(told, JsonSerializerOptions.Web)!;
    }
}

/// <summary>What is there to be seen then.</summary>
/// <param name="Notes">The list on the page.</param>
/// <param name="Complaints">Of the browser: exceptions, and what the content security policy refused.</param>
internal sealed record Seen(IReadOnlyList<string> Notes, IReadOnlyList<string> Complaints);
