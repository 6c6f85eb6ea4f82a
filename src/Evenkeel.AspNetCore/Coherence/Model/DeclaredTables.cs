using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>What an application says of its tables in its model: names of annotations, whose values are texts, one a line.</summary>
internal static class DeclaredTables
{
    public const string ReadsFrom = "Evenkeel:ReadsFrom";
    public const string AlsoChanges = "Evenkeel:AlsoChanges";
    public const string Tags = "Evenkeel:Tags";

    /// <summary>What is declared of each name, in lower case.</summary>
    public static FrozenDictionary<string, string[]> Of(IModel model, string annotation, Func<IEntityType, string?> nameOf) => model.GetEntityTypes()
        .Select(entity => (Name: nameOf(entity), Tables: entity.FindAnnotation(annotation)?.Value as string))
        .Where(each => each is { Name: not null, Tables: not null })
        .GroupBy(each => ModelTables.Lower(each.Name!), each => each.Tables!.Split('\n'))
        .ToFrozenDictionary(group => group.Key, group => group.SelectMany(tables => tables).Select(ModelTables.Lower).Distinct().ToArray(), StringComparer.Ordinal);
}
