namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>How long requests for one endpoint take, compared with how long they take on an idle server.</summary>
internal sealed class EndpointLatency
{
    // Fewer are luck.
    private const int Enough = 5;

    // A minute raises it by 6 %: data grows, and so does the time that reading it takes.
    private const double Drift = 1.0001;

    private double _sum;
    private double _unloaded = double.NaN;

    /// <summary>How many there were in this window.</summary>
    public int Count { get; private set; }

    /// <summary>The sum of their latencies, each as a multiple of what it would be on an idle server.</summary>
    public double Ratios => double.IsNaN(_unloaded) ? Count : _sum / _unloaded;

    public void Add(TimeSpan took)
    {
        _sum += took.TotalMicroseconds;
        Count++;
    }

    /// <summary>Ends the window. The least mean of any window is what an idle server takes.</summary>
    /// <param name="anew">This window's mean is: what it was before has turned out to be out of reach.</param>
    public void End(bool anew)
    {
        var mean = Math.Max(_sum / Count, 1);
        if (anew || (Count >= Enough && !(mean >= _unloaded)))
        {
            _unloaded = mean;
        }
        else
        {
            _unloaded *= Drift;
        }

        (_sum, Count) = (0, 0);
    }
}
