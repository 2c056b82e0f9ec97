namespace Slipway.Formats.Sheets.Csv;

/// <summary>Finds out what separates a text file's values.</summary>
internal static class Separators
{
    private const int Looked = 64 << 10;
    private const int Records = 30;
    private static readonly char[] Known = [';', '\t', ',', '|'];

    /// <summary>The first line <c>sep=;</c> that some programs write, with its line end; null if there is none.</summary>
    public static string? Declared(string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5 || text[4] is '\r' or '\n' or '"')
            return null;
        var rest = text.AsSpan(5);
        return rest.StartsWith("\r\n") ? text[..7] : rest.StartsWith("\n") || rest.StartsWith("\r") ? text[..6] : rest.IsEmpty ? text[..5] : null;
    }

    /// <summary>The separator that cuts the first records into the most equal rows; a comma where none does.</summary>
    public static char Detect(string text)
    {
        var best = (Separator: ',', Score: 0);
        foreach (var separator in Known)
        {
            var score = Score(text, separator);
            if (score > best.Score)
                best = (separator, score);
        }
        return best.Separator;
    }

    private static int Score(string text, char separator)
    {
        var counts = new List<int>();
        var (quoted, count) = (false, 0);
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, Looked)))
        {
            if (letter == '"')
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (letter == separator)
                count++;
            else if (letter is '\n' or '\r')
            {
                if (count > 0)
                    counts.Add(count);
                count = 0;
                if (counts.Count == Records)
                    break;
            }
        }
        if (count > 0)
            counts.Add(count);
        return counts.Count == 0 ? 0 : counts.GroupBy(number => number).Max(group => group.Count() * Math.Min(group.Key, 20));
    }
}
