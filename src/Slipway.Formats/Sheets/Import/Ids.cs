using System.Globalization;
using System.Text;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Makes ids out of names and titles, each only once.</summary>
/// <param name="stem">What ids begin with where a text has no letters that make one.</param>
/// <param name="reserved">Ids that must not be made.</param>
internal sealed class Ids(string stem, params IEnumerable<string> reserved)
{
    /// <summary>Longer titles are cut at a word.</summary>
    private const int Longest = 48;

    private readonly HashSet<string> taken = new(reserved, StringComparer.Ordinal);
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    public static bool IsId(string text) => IdList.IsWellFormed(text);

    public bool IsTaken(string id) => taken.Contains(id);

    /// <summary>Takes an id as it stands; false where it is taken already.</summary>
    public bool Take(string id) => taken.Add(id);

    /// <summary>An id like the text: <c>load-postgresql</c>, <c>load-postgresql-2</c>, and <c>task-3</c> where the text has no letters that make one.</summary>
    public string Make(string text)
    {
        var slug = Slug(text);
        if (slug.Length > 0 && taken.Add(slug))
            return slug;
        var start = slug.Length > 0 ? slug : stem;
        for (var number = last.GetValueOrDefault(start, slug.Length > 0 ? 1 : 0) + 1; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{start}-{number}");
            if (!taken.Add(id))
                continue;
            last[start] = number;
            return id;
        }
    }

    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in Transliteration.ToLatin(text.Length > 400 ? text[..400] : text))
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length > Longest + 40)
                break;
        }
        var whole = slug.ToString().Trim('-');
        if (whole.Length <= Longest)
            return whole;
        var cut = whole.LastIndexOf('-', Longest);
        return whole[..(cut > Longest / 2 ? cut : Longest)].Trim('-');
    }
}
