using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>A part that answers what a test says, and counts how often it was asked.</summary>
internal sealed class ScriptedFact(string name = "part") : IHealthFact
{
    private volatile Func<Task<HealthFinding>> _answer = static () => Task.FromResult(HealthFinding.Good);
    private int _asked;

    public string Name => name;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Where the request of a caller could be seen.</summary>
    public IHttpContextAccessor? Requests { get; set; }

    public bool SawARequest { get; private set; }

    public void Say(HealthFinding finding) => _answer = () => Task.FromResult(finding);

    public void Throw(string message) => _answer = () => throw new InvalidOperationException(message);

    /// <summary>Hangs until the test opens the gate, whatever becomes of its cancellation.</summary>
    public Gate Hang()
    {
        var gate = new Gate();
        _answer = async () =>
        {
            await gate.PassAsync();
            return HealthFinding.Good;
        };
        return gate;
    }

    public async ValueTask<HealthFinding> CheckAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _asked);
        SawARequest |= Requests?.HttpContext is not null;
        return await _answer();
    }
}
