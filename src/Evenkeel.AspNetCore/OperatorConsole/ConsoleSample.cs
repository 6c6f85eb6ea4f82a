namespace Evenkeel.AspNetCore.OperatorConsole;

/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Values">In the order of <see cref="PlotSeries.Names"/>; null: there is no such thing in this application, or nothing is known yet.</param>
internal sealed record ConsoleSample(long At, IReadOnlyList<double?> Values);
