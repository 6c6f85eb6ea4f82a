using Evenkeel.Stores.Tests.Clients;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>Does to one draft what browsers may do, late and twice too, and to the model the same. After each step both must agree.</summary>
internal sealed class RandomWalk(DraftApp app, string key, Random random)
{
    private static readonly string[] Tabs = ["a", "b", "c"];

    private readonly DraftModel _model = new();
    private readonly List<(TestOperation Operation, string Draft)> _sent = [];

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var told = await StepAsync();
            var state = await app.Client.ReadAsync(key);
            Assert.True(_model.State == state, $"{key}, step {step}, {told}: {_model.State} expected, {state} found");
        }
    }

    private async Task<string> StepAsync()
    {
        // Mostly what is the case, sometimes what was, sometimes what is to come.
        var revision = Math.Max(0, _model.Revision + random.Next(10) switch { < 6 => 0, < 8 => -1, 8 => -2, _ => 1 });
        var only = random.Next(2) == 0 ? null : Tabs[random.Next(Tabs.Length)];
        switch (random.Next(10))
        {
            case < 5:
                var (typed, by) = ($"{random.Next(4)}", Tabs[random.Next(Tabs.Length)]);
                var saved = (await app.Client.SaveAsync(key, revision, typed, by)).Status;
                Assert.Equal(_model.Save(revision, typed, by), saved);
                return $"{by} saves {typed} after {revision}";
            case < 7:
                var operation = new TestOperation { Path = random.Next(2) == 0 ? "/sound" : "/adopted" };
                _sent.Add((operation, $"{key};{revision}{(only is null ? "" : $";{only}")}"));
                Assert.Equal(201, (await app.Client.CommandAsync(operation, _sent[^1].Draft)).Status);
                _model.Consume(revision, only);
                return $"a command consumes {revision} of {only ?? "anybody"}";
            case 7:
                Assert.Equal(409, (await app.Client.CommandAsync(new TestOperation { Path = "/adopted-rejects" }, $"{key};{revision}")).Status);
                return $"a command that would consume {revision} is refused";
            case 8 when _sent.Count > 0:
                var again = _sent[random.Next(_sent.Count)];
                Assert.True((await app.Client.CommandAsync(again.Operation, again.Draft)).Replayed);
                return "a command is sent again";
            default:
                Assert.Equal(_model.Discard(revision, only), (await app.Client.DiscardAsync(key, revision, only)).Status);
                return $"{revision} of {only ?? "anybody"} is discarded";
        }
    }
}
