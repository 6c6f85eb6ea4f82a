namespace Evenkeel.Protocol.Contracts;

/// <summary>Properties at the top of an input that its old clients send and its new server does not read. Nested ones may be behind alternatives, where "not read" cannot be told.</summary>
internal static class IgnoredProperties
{
    public static IEnumerable<string> Find(SchemaDocument sent, SchemaDocument taken)
    {
        var readers = SchemaCase.Of(taken, taken.Root);
        return SchemaCase.Of(sent, sent.Root)
            .SelectMany(each => each.Declared)
            .Distinct()
            .Where(name => readers.Count > 0 && readers.All(each => each.Property(name) is null && !each.All("additionalProperties").Any(SchemaCase.IsFalse)));
    }
}
