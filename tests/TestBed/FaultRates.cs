namespace Evenkeel.TestBed;

/// <summary>How often each fault happens, each as a share of exchanges from 0 to 1. The default changes nothing.</summary>
public sealed record FaultRates
{
    public static FaultRates None { get; } = new();

    public double CutRequest { get; init; }

    public double CutAnswer { get; init; }

    public double TruncateAnswer { get; init; }

    public double SwallowRequest { get; init; }

    /// <summary>Waited before a request is passed on.</summary>
    public TimeSpan RequestLatency { get; init; }

    /// <summary>Waited before an answer is passed on.</summary>
    public TimeSpan AnswerLatency { get; init; }

    /// <summary>Which exchanges may be hurt, by the request's first line: <c>POST /api/x HTTP/1.1</c>. Default: all.</summary>
    public Func<string, bool> Applies { get; init; } = _ => true;

    internal Fault Draw(double number)
    {
        (Fault Fault, double Rate)[] faults =
        [
            (Fault.CutRequest, CutRequest), (Fault.CutAnswer, CutAnswer),
            (Fault.TruncateAnswer, TruncateAnswer), (Fault.SwallowRequest, SwallowRequest),
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
