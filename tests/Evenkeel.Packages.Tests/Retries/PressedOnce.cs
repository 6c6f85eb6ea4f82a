using Evenkeel.Packages.Tests.Browsing;
using Evenkeel.Testing.Faults;

namespace Evenkeel.Packages.Tests.Retries;

/// <summary>What a person sees of a lost answer.</summary>
internal static class PressedOnce
{
    /// <summary>Cuts the answer to a save after its commit, and shows that the page says "Saved", and that it is, once.</summary>
    public static async Task ShowAsync(RunningApplication site)
    {
        site.Proxy.FailNext(Fault.CutAnswer);
        var seen = await Person.SavesAsync(site.Proxy.BaseAddress, "call back");
        Assert.Equal(["call back"], seen.Notes);
        Assert.Empty(seen.Complaints);
        Assert.Equal(1, site.Proxy.Counts[Fault.CutAnswer]);
        Assert.Equal(["call back"], await site.NotesAsync());
    }
}
