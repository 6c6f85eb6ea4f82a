using System.Globalization;
using System.Text;

namespace Crm.Seeding;

public static class People
{
    private static readonly string[] Given =
    [
        "Aisha", "Alasdair", "Amara", "Anton", "Astrid", "Beatriz", "Bram", "Catriona", "Cian", "Clara", "Daan", "Dmitri", "Elena", "Elif",
        "Emeka", "Erik", "Fatima", "Femke", "Finn", "Freya", "Giulia", "Hanna", "Henrik", "Hugo", "Ines", "Ingrid", "Isla", "Jakub",
        "Joana", "Johan", "Kaja", "Kwame", "Lars", "Leila", "Liv", "Lucía", "Magnus", "Maeve", "Marek", "Mateo", "Mei", "Mikael",
        "Nadia", "Niamh", "Noor", "Oisín", "Olga", "Oskar", "Priya", "Rafael", "Rhona", "Saoirse", "Sofie", "Stellan", "Tariq", "Tomasz",
        "Ulla", "Vera", "Yara", "Yusuf",
    ];

    private static readonly string[] Family =
    [
        "Adeyemi", "Almeida", "Bauer", "Bennett", "Bianchi", "Bjørnstad", "Costa", "Demir", "Eklund", "Fraser", "García", "Haddad",
        "Hansen", "Hughes", "Ivanova", "Jensen", "Kaur", "Khan", "Larsen", "Lefèvre", "Li", "Lopes", "MacKay", "Martens", "Mensah",
        "Murphy", "Nilsson", "Nowak", "O'Connor", "Okoye", "Olsen", "Patel", "Petersen", "Rossi", "Santos", "Schmidt", "Silva", "Smit",
        "Svensson", "Tamm", "Virtanen", "Visser", "Walsh", "Weber", "Wood", "Zielinska",
    ];

    public static IReadOnlyList<string> Roles { get; } =
    [
        "Managing director", "Yard manager", "Purchasing", "Harbour master", "Head of operations", "Fleet manager", "Workshop lead",
        "Finance", "Chief engineer", "Office manager", "Owner", "Project manager",
    ];

    public static string Name(SampleRandom random) => $"{random.Pick(Given)} {random.Pick(Family)}";

    public static string Phone(SampleRandom random) =>
        $"+{random.Between(30, 49)} {random.Between(20, 99)} {random.Between(200, 999)} {random.Between(1000, 9999)}";

    public static string Address(string name, string domain) => $"{Plain(name.Replace(' ', '.'))}@{domain}";

    public static string Domain(string company) => $"{Plain(company.Replace("&", "and").Replace(' ', '-')).Replace(".", "")}.example";

    private static string Plain(string text)
    {
        var letters = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant().Replace("ø", "o").Replace("æ", "ae").Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
                letters.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.LowercaseLetter)
                letters.Append('x');
        }

        return letters.ToString();
    }
}
