using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>One of the values that a list is ordered by.</summary>
internal sealed record OrderingKey
{
    /// <summary>The application's expression, or ours for a part of the primary key.</summary>
    public required LambdaExpression Selector { get; init; }

    public required bool Descending { get; init; }

    /// <summary>What it is called in cursors and messages.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the database may have NULL there, as behind an optional navigation, whatever the type says.</summary>
    public required bool MayBeNull { get; init; }

    /// <summary>The column; null: it is computed.</summary>
    public IProperty? Property { get; init; }

    /// <summary>How the model turns the value into the column's.</summary>
    public ValueConverter? Converter { get; init; }

    /// <summary>The database has no order for the column itself, and Entity Framework Core compares it by a function: decimals on SQLite.</summary>
    public bool ByFunction { get; init; }

    /// <summary>The value's type, never nullable.</summary>
    public Type Type => Nullable.GetUnderlyingType(Selector.ReturnType) ?? Selector.ReturnType;

    /// <summary>What is kept in a cursor.</summary>
    public Type Stored => Converter?.ProviderClrType is { } provider ? Nullable.GetUnderlyingType(provider) ?? provider : Type.IsEnum ? Enum.GetUnderlyingType(Type) : Type;

    public object? ToStored(object? value) =>
        value is null ? null : Converter is not null ? Converter.ConvertToProvider(value) : Type.IsEnum ? Convert.ChangeType(value, Stored, null) : value;

    public object? FromStored(object? stored) =>
        stored is null ? null : Converter is not null ? Converter.ConvertFromProvider(stored) : Type.IsEnum ? Enum.ToObject(Type, stored) : stored;
}
