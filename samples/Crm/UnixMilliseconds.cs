using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm;

/// <summary>SQLite has no type for a moment; as a number it can be ordered.</summary>
public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
