namespace Evenkeel.Benchmarks.Overload;

/// <param name="Crowd">What became of the requests.</param>
/// <param name="Cpu">The server's processor time meanwhile, in µs.</param>
internal sealed record Phase(CrowdResult Crowd, double Cpu);
