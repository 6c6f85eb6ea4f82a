using Evenkeel.Testing.Time;

namespace Evenkeel.Testing.Tests.Time;

public sealed class PollTests
{
    [Fact]
    public async Task It_asks_until_the_fact_is_there()
    {
        var asked = 0;
        await Poll.UntilAsync(() => ++asked == 3, TimeSpan.FromSeconds(30), "the third question");
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_fact_that_never_comes_is_named()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Poll.UntilAsync(() => Task.FromResult(false), TimeSpan.Zero, () => "the ship"));
        Assert.Contains("the ship", error.Message, StringComparison.Ordinal);
    }
}
