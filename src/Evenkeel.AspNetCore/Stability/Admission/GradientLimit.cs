using System.Runtime.CompilerServices;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>
/// A limit that follows the latencies: it falls while requests take more than half as long again as on an idle server, for then they wait for each other, and rises by its root while it is used up, or below where it began, and they do not.
/// </summary>
/// <remarks>
/// The gradient is that of Netflix's concurrency-limits (Gradient2: gradient clamped to 0.5–1, √limit as headroom; its smoothing of 0.2 takes two seconds from 50 to 6, so here it is 0.5); that the unloaded latency is measured anew at the lowest limit is Envoy's adaptive
/// concurrency filter's. Both compare all requests with each other; here each endpoint is compared with itself, or a change of the mixture would look like load.
/// </remarks>
internal sealed class GradientLimit(AdmissionOptions options, TimeProvider clock) : ConcurrencyLimit
{
    private const double Tolerance = 1.5;
    private const double Steepest = 0.5;
    private const double Smoothing = 0.5;
    private const double UsedUp = 0.8;
    private const int Samples = 10;
    private const int WindowsAtFloor = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly ConditionalWeakTable<object, EndpointLatency> _endpoints = [];
    private readonly List<EndpointLatency> _window = [];
    private double _limit = options.InitialLimit;
    private long _began = clock.GetTimestamp();
    private int _samples;
    private int _peak;
    private int _atFloor;

    public override int Now => (int)_limit;

    public override void Learn(object endpoint, TimeSpan took, int inFlight)
    {
        var latency = _endpoints.GetOrCreateValue(endpoint);
        if (latency.Count == 0)
        {
            _window.Add(latency);
        }

        latency.Add(took);
        _peak = Math.Max(_peak, inFlight);
        if (++_samples >= Samples && clock.GetElapsedTime(_began) >= Window)
        {
            Adjust();
        }
    }

    private void Adjust()
    {
        var ratio = _window.Sum(static each => each.Ratios) / _samples;
        if (ratio > Tolerance)
        {
            var gradient = Math.Max(Steepest, Tolerance / ratio);
            _limit = Clamp(_limit + (Smoothing * ((_limit * gradient) + Math.Sqrt(_limit) - _limit)));
        }
        else if (_peak >= _limit * UsedUp || _limit < options.InitialLimit)
        {
            _limit = Clamp(_limit + Math.Sqrt(_limit));
        }

        // So few do not wait for each other: the database, or what else they need, has become slower.
        _atFloor = ratio > Tolerance && _limit < options.MinLimit + 1 ? _atFloor + 1 : 0;
        var anew = _atFloor == WindowsAtFloor;
        _window.ForEach(each => each.End(anew));
        _window.Clear();
        (_samples, _peak, _began) = (0, 0, clock.GetTimestamp());
        _atFloor = anew ? 0 : _atFloor;
    }

    private double Clamp(double limit) => Math.Clamp(limit, options.MinLimit, options.MaxLimit);
}
