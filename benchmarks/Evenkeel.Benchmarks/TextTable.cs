namespace Evenkeel.Benchmarks;

/// <summary>Rows of columns; the first column is text, the others are figures.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, string title, IReadOnlyList<IReadOnlyList<string>> lines)
    {
        var widths = lines[0].Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        output.WriteLine($"\n{title}");
        foreach (var line in lines)
        {
            output.WriteLine("  " + string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        }
    }
}
