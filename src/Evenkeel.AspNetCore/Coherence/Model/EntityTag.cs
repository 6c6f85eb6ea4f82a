using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>A tag that rows of an entity have, by some of their properties. Immutable.</summary>
internal sealed class EntityTag
{
    private readonly IProperty[] _properties;

    /// <exception cref="InvalidOperationException">The entity has no such property, or it is not stored.</exception>
    public EntityTag(IEntityType entity, string template)
    {
        Template = TagTemplate.Parse(template);
        _properties = [.. Template.Places.Select(place => entity.FindProperty(place) ?? throw new InvalidOperationException(
            $"The tag '{template}' of {entity.DisplayName()} needs a stored property '{place}', and there is none."))];
    }

    public TagTemplate Template { get; }

    public Type TypeOf(int place) => Nullable.GetUnderlyingType(_properties[place].ClrType) ?? _properties[place].ClrType;

    /// <summary>Whether a text of a request names one value of this place, and the tag of its rows by the same text as theirs.</summary>
    public bool CanBeNamed(int place) => TagValue.CanBeNamed(_properties[place], TypeOf(place));

    /// <summary>The tag by the texts of a request, written in whatever way their types allow; null: one is none.</summary>
    public string? Named(IReadOnlyList<string?> texts)
    {
        var values = new object?[_properties.Length];
        for (var place = 0; place < values.Length; place++)
        {
            if (texts[place] is not { } text || !TagValue.TryRead(TypeOf(place), text, out values[place]))
            {
                return null;
            }
        }

        return Template.Fill(values);
    }

    /// <summary>Adds the tags that a row has had and will have.</summary>
    /// <returns>False: a value is not known yet.</returns>
    public bool TryAdd(IUpdateEntry row, bool had, bool willHave, ICollection<string> tags)
    {
        if (willHave && _properties.Any(row.HasTemporaryValue))
        {
            return false;
        }

        if (had)
        {
            tags.Add(Template.Fill([.. _properties.Select(row.GetOriginalValue)]));
        }

        if (willHave)
        {
            tags.Add(Template.Fill([.. _properties.Select(row.GetCurrentValue)]));
        }

        return true;
    }
}
