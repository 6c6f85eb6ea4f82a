namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>Refuses names of tables and tags that somebody gives by hand and that could not be meant.</summary>
internal static class NamedChanges
{
    private const int MostNames = 1_000;
    private const int LongestName = 400;

    /// <exception cref="ArgumentException">There are too many, or one is no name.</exception>
    public static string[] Checked(IEnumerable<string> names, string parameter)
    {
        string[] all = [.. names.Take(MostNames + 1)];
        if (all.Length > MostNames)
        {
            throw new ArgumentException($"There are more than {MostNames} names in one call. Where so much has changed, name the tables without tags.", parameter);
        }

        foreach (var name in all)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new ArgumentException("A name is empty.", parameter);
            }

            if (name.Length > LongestName)
            {
                throw new ArgumentException($"The name '{name[..40]}…' has {name.Length} characters; at most {LongestName} are taken.", parameter);
            }

            if (name.Any(char.IsControl))
            {
                throw new ArgumentException($"The name '{string.Concat(name.Where(each => !char.IsControl(each)))}' has a control character in it.", parameter);
            }
        }

        return all;
    }
}
