using System.Globalization;
using System.Net.Mail;

namespace Crm.Problems;

/// <summary>Collects what is wrong with an input, by field, so that all of it is said at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public FieldErrors Add(string field, string sentence)
    {
        _errors[field] = [.. _errors.GetValueOrDefault(field, []), sentence];
        return this;
    }

    public FieldErrors Text(string field, string? value, string name, int longest, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(value))
            return Add(field, $"Enter the {name}.");
        return value?.Length > longest ? Add(field, $"The {name} has at most {longest} characters.") : this;
    }

    public FieldErrors Email(string field, string? value)
    {
        Text(field, value, "e-mail address", longest: 254);
        if (string.IsNullOrWhiteSpace(value) || IsAddress(value.Trim()))
            return this;
        return Add(field, "Enter an e-mail address like name@example.com.");
    }

    public FieldErrors Amount(string field, decimal? value, decimal most) => Number(field, value, "amount", 0, most);

    public FieldErrors Number(string field, decimal? value, string name, decimal least, decimal most)
    {
        if (value is null)
            return Add(field, $"Enter the {name}.");
        if (value < least || value > most)
            return Add(field, string.Create(CultureInfo.InvariantCulture, $"The {name} lies between {least:#,0.##} and {most:#,0.##}."));
        return decimal.Round(value.Value, 2) == value ? this : Add(field, $"The {name} has at most two decimals.");
    }

    public FieldErrors Date(string field, string? value, DateOnly first, DateOnly last, string? required = null)
    {
        if (string.IsNullOrEmpty(value))
            return required is null ? this : Add(field, $"Enter the {required}.");
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Add(field, "Enter a date as year-month-day.");
        return date >= first && date <= last ? this : Add(field, $"The date lies between {first:yyyy-MM-dd} and {last:yyyy-MM-dd}.");
    }

    public FieldErrors OneOf<T>(string field, string? value)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase)
            ? this
            : Add(field, $"Choose one of: {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");

    public Problem ToProblem() => new(400, "validation-failed", "Some fields need another value.", errors: _errors);

    private static bool IsAddress(string value) =>
        MailAddress.TryCreate(value, out var address) && address.Address == value && address.Host.Contains('.', StringComparison.Ordinal);
}
