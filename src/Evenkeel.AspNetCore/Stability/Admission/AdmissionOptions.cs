using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>How many requests the application works on at once, and what becomes of the others.</summary>
public sealed class AdmissionOptions
{
    /// <summary>A limit that stays as it is. Null: it is found by the latencies, between <see cref="MinLimit"/> and <see cref="MaxLimit"/>.</summary>
    /// <value>Default null. Range 1 to 100,000 requests.</value>
    public int? Limit { get; set; }

    /// <summary>The limit to begin with.</summary>
    /// <value>Default 50 requests. Range <see cref="MinLimit"/> to <see cref="MaxLimit"/>.</value>
    public int InitialLimit { get; set; } = 50;

    /// <summary>The limit never falls below it.</summary>
    /// <value>Default twice the number of processors, at least 4 requests. Range 1 to 100,000.</value>
    public int MinLimit { get; set; } = Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>The limit never rises above it.</summary>
    /// <value>Default 1,000 requests. Range 1 to 100,000.</value>
    public int MaxLimit { get; set; } = 1_000;

    /// <summary>How many requests wait for a place at most. When they are that many, one of the client with the most gives way.</summary>
    /// <value>Default 500 requests. Range 0 to 100,000; 0: whatever finds no place is refused.</value>
    public int QueueLength { get; set; } = 500;

    /// <summary>How long a request waits for a place in a burst.</summary>
    /// <value>Default 100 milliseconds. Range 10 milliseconds to 1 minute.</value>
    public TimeSpan QueueFor { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long it waits when somebody has been waiting all the time for longer than <see cref="QueueFor"/>: then it is no burst, and a long wait would only make all answers late. Where requests usually take longer than twice this, half of what they take.</summary>
    /// <value>Default 5 milliseconds. Range 1 millisecond to <see cref="QueueFor"/>.</value>
    public TimeSpan QueueForUnderOverload { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>When a refused client may come back: <c>Retry-After</c> is drawn between 1 second and twice this, so that they do not all come back at once.</summary>
    /// <value>Default 2 seconds. Range 1 second to 5 minutes.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How much a request matters, before routing and authentication. Called for each, from any thread; it must not throw.</summary>
    /// <value>Default null: by method and path. Null from it: this request is neither counted nor refused.</value>
    public Func<HttpContext, AdmissionPriority?>? Priority { get; set; }

    /// <summary>Who sends it: waiting clients get places in turn, however many requests each has. Called for waiting requests only, before authentication, from any thread.</summary>
    /// <value>Default null: the <c>Authorization</c> header or the sign-in cookie, and where there is none the address.</value>
    public Func<HttpContext, string>? Client { get; set; }
}
