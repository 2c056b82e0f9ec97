namespace Slipway.Planning.Checks;

/// <summary>Finds what somebody probably meant to type.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance (insertions, deletions, changes and swaps of neighbours, capitals
    /// not counted); the first of several. Null when there is none that could be a slip of the keyboard: at most one
    /// letter in three may be another.
    /// </summary>
    /// <remarks>Takes (length of text × length of candidate) steps for each candidate that could still win.</remarks>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        var best = OfAll(text, candidates);
        return best is not null && Distance(text.Length > 100 ? text[..100] : text, best) is var far && far * 3 <= Math.Max(3, Math.Max(text.Length, best.Length)) ? best : null;
    }

    /// <summary>The same, however far it is.</summary>
    public static string? OfAll(string text, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = int.MaxValue;
        var typed = text.Length > 100 ? text[..100] : text;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - typed.Length) >= least)
                continue;
            var distance = Distance(typed, candidate);
            if (distance < least)
                (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>What stands in a problem where nothing is near.</summary>
    public const string None = "—";

    private static int Distance(string a, string b)
    {
        var rows = new int[3][];
        for (var row = 0; row < 3; row++)
            rows[row] = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (above, row) = (rows[(i - 1) % 3], rows[i % 3]);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
        }
        return rows[a.Length % 3][b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
