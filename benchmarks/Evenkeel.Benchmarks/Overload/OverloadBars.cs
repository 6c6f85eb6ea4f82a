using System.Globalization;

namespace Evenkeel.Benchmarks.Overload;

/// <summary>What the promise asks for.</summary>
internal static class OverloadBars
{
    private const double Twice = 0.9;
    private const double Ten = 0.8;
    private const double Tail = 2;
    private const double Recovery = 5;
    private const double Refusal = 0.05;
    private const double Plain = 0.97;
    private const double Flood = 1.5;

    public static IReadOnlyList<(string Key, string Value)> ValuesOf(OverloadFigures keel, OverloadFigures bare, double plain) =>
    [
        ("twice", Text(keel.TwiceGoodput)), ("ten", Text(keel.TenGoodput)), ("tail", Text(keel.TwiceTail)), ("recoverySeconds", Text(keel.RecoverySeconds)), ("refusal", Text(keel.RefusalCost)),
        ("plain", Text(plain)), ("flood", Text(keel.FloodTail)), ("memoryMiB", Text(keel.MemoryMiB)), ("bareTwice", Text(bare.TwiceGoodput)), ("bareTen", Text(bare.TenGoodput)), ("bareFlood", Text(bare.FloodServed)),
    ];

    public static IReadOnlyList<string> MissesOf(OverloadFigures keel, double plain)
    {
        (bool Reached, string Sentence)[] bars =
        [
            (keel.TwiceGoodput >= Twice, $"at twice the capacity {Text(keel.TwiceGoodput)} of the peak is served; the bar is {Text(Twice)}"),
            (keel.TwiceTail <= Tail, $"at twice the capacity the 99th percentile is {Text(keel.TwiceTail)} times that at 80 %; the bar is {Text(Tail)}"),
            (keel.TenGoodput >= Ten, $"at ten times the capacity {Text(keel.TenGoodput)} of the peak is served; the bar is {Text(Ten)}"),
            (keel.RecoverySeconds <= Recovery, $"it took {Text(keel.RecoverySeconds)} s to serve all again; the bar is {Text(Recovery)} s"),
            (keel.RefusalCost <= Refusal, $"a refusal costs {Text(keel.RefusalCost)} of a served request; the bar is {Text(Refusal)}"),
            (plain >= Plain, $"a plain endpoint serves {Text(plain)} of what it serves without; the bar is {Text(Plain)}"),
            (keel.FloodTail <= Flood && keel.FloodServed >= 0.99, $"one user's flood moves the others' 99th percentile {Text(keel.FloodTail)} times and {Text(keel.FloodServed)} of them are served; the bars are {Text(Flood)} and 0.99"),
        ];
        return [.. bars.Where(each => !each.Reached).Select(each => each.Sentence)];
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
