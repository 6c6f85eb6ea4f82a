namespace Evenkeel.Testing.Faults;

/// <summary>How often each fault happens, each as a share of exchanges from 0 to 1, all together at most 1. The default changes nothing.</summary>
public sealed record FaultRates
{
    /// <summary>Nothing is hurt.</summary>
    public static FaultRates None { get; } = new();

    /// <summary>The share of <see cref="Fault.CutRequest"/>. Default: 0.</summary>
    public double CutRequest { get; init; }

    /// <summary>The share of <see cref="Fault.CutAnswer"/>. Default: 0.</summary>
    public double CutAnswer { get; init; }

    /// <summary>The share of <see cref="Fault.TruncateAnswer"/>. Default: 0.</summary>
    public double TruncateAnswer { get; init; }

    /// <summary>The share of <see cref="Fault.CloseAfterAnswer"/>. Default: 0.</summary>
    public double CloseAfterAnswer { get; init; }

    /// <summary>The share of <see cref="Fault.SwallowRequest"/>. Default: 0.</summary>
    public double SwallowRequest { get; init; }

    /// <summary>The share of <see cref="Fault.SwallowAnswer"/>. Default: 0.</summary>
    public double SwallowAnswer { get; init; }

    /// <summary>Waited before each request is passed on. Default: zero.</summary>
    public TimeSpan RequestLatency { get; init; }

    /// <summary>Waited before each answer is passed on. Default: zero.</summary>
    public TimeSpan AnswerLatency { get; init; }

    /// <summary>Which exchanges may be hurt, by the request's first line: <c>POST /api/x HTTP/1.1</c>. Latency is for all. Default: all.</summary>
    public Func<string, bool> Applies { get; init; } = _ => true;

    internal Fault Draw(double number)
    {
        (Fault Fault, double Rate)[] faults =
        [
            (Fault.CutRequest, CutRequest), (Fault.CutAnswer, CutAnswer), (Fault.TruncateAnswer, TruncateAnswer),
            (Fault.CloseAfterAnswer, CloseAfterAnswer), (Fault.SwallowRequest, SwallowRequest), (Fault.SwallowAnswer, SwallowAnswer),
        ];
        foreach (var (fault, rate) in faults)
        {
            if (number < rate)
            {
                return fault;
            }

            number -= rate;
        }

        return Fault.None;
    }
}
