namespace FlushServer.Hosting;

/// <summary>Effects of one run, and how many operations they belong to.</summary>
internal sealed record Tally(long Effects, long Operations);
