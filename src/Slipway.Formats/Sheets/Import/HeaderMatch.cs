using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>What a column's name says.</summary>
/// <param name="Word">The line of header-words.txt that it stands in: a field, or <c>description</c> or <c>step</c>, whose meaning depends on the other columns.</param>
/// <param name="WordLanguage">The language of the name itself.</param>
/// <param name="Language">The language that the name says in brackets: <c>Title (fr)</c>.</param>
/// <param name="Unit">The unit that it says: <c>Duration (min)</c>.</param>
/// <param name="Exact">Whether the whole name was known.</param>
internal readonly partial record struct HeaderMatch(string Word, string WordLanguage, string Language, DurationUnit Unit, bool Exact)
{
    private static readonly FrozenDictionary<string, (string Word, string Language)> Names = ReadNames();

    public static HeaderMatch? Of(string name)
    {
        if (name.Length > 120)
            return null;
        var (main, language, unit, ignored) = Qualifiers(name);
        if (ignored)
            return new HeaderMatch("ignored", "", "", default, true);
        if (Find(name, out var found) || Find(main, out found))
            return new HeaderMatch(unit != DurationUnit.Unsaid && IsOnlyTime(main) ? "takes" : found.Word, found.Language, language, unit, true);
        var parts = Parts().Split(main).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (!Find(parts[i], out found))
                continue;
            // "Date / heure de début prévue" is a start, whose day stands in it as well.
            if (found.Word == "date" && parts.Skip(i + 1).Select(part => Find(part, out var later) ? new HeaderMatch(later.Word, later.Language, language, unit, false) : WithoutFillers(part, language, unit))
                .FirstOrDefault(later => later is { Word: "start" or "finish" }) is { } time)
                return time;
            return new HeaderMatch(found.Word, found.Language, language, unit, false);
        }
        return WithoutFillers(main, language, unit);
    }

    /// <summary>"Time" alone is a time of day, and with a unit a length of time.</summary>
    private static bool IsOnlyTime(string main) => Folding.Key(main) is "time" or "وقت";

    private static HeaderMatch? WithoutFillers(string main, string language, DurationUnit unit)
    {
        var words = Folding.Key(main).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count is < 2 or > 8)
            return null;
        if (words.Any(word => WordList.Values.Is("notPlan", word)))
            return new HeaderMatch("ignored", "", "", default, false);
        if (UnitOf(words[^1]) is { } last and not DurationUnit.Unsaid)
        {
            unit = last;
            words.RemoveAt(words.Count - 1);
            if (words.Count > 1 && words[^1] is "in" or "en" or "em")
                words.RemoveAt(words.Count - 1);
        }
        words.RemoveAll(word => WordList.Values.Is("filler", word));
        return words.Count > 0 && Find(string.Join(' ', words), out var found) ? new HeaderMatch(found.Word, found.Language, language, unit, false) : null;
    }

    private static (string Main, string Language, DurationUnit Unit, bool Ignored) Qualifiers(string name)
    {
        var (language, unit, ignored) = ("", DurationUnit.Unsaid, false);
        var main = Brackets().Replace(name, match =>
        {
            var inside = match.Value[1..^1].Trim();
            ignored |= WordList.Values.Is("notPlan", inside);
            if (UnitOf(inside) is { } said and not DurationUnit.Unsaid)
                unit = said;
            language = LanguageList.Usual(inside) ?? language;
            return " ";
        });
        return (main, language, unit, ignored);
    }

    /// <summary>The offset of the zone that a name says in brackets, at a time: <c>Start (UTC)</c>, <c>Début (UTC+3)</c>, <c>End [+03:00]</c>, <c>Start (CET)</c>; null where it says none.</summary>
    public static Offset? OffsetIn(string name, Instant at)
    {
        foreach (Match bracket in Brackets().Matches(name))
        {
            var inside = bracket.Value[1..^1].Trim();
            if (ZoneForm().Match(inside) is { Success: true } zone)
            {
                var (hours, minutes) = (Figure(zone.Groups["hours"]), Figure(zone.Groups["minutes"]));
                if (hours <= 14 && minutes <= 59)
                    return Offset.FromSeconds(((hours * 60) + minutes) * (zone.Groups["sign"].Value is "+" or "" ? 60 : -60));
            }
            else if (inside.Length > 2 && DateTimeZoneProviders.Tzdb.GetZoneOrNull(inside) is { } known)
                return known.GetUtcOffset(at);
        }
        return null;
    }

    private static int Figure(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static DurationUnit? UnitOf(string word) => WordList.Values.Find("unit", word) switch
    {
        "s" => DurationUnit.Seconds,
        "m" => DurationUnit.Minutes,
        "h" => DurationUnit.Hours,
        "d" => DurationUnit.Days,
        _ => null,
    };

    private static bool Find(string name, out (string Word, string Language) found) => Names.TryGetValue(Folding.Key(name), out found);

    private static FrozenDictionary<string, (string, string)> ReadNames()
    {
        var names = new Dictionary<string, (string, string)>();
        foreach (var (key, words) in WordList.Lines("header-words.txt"))
        {
            var (field, language) = key.Split(' ') is [var first, var second] ? (first, second) : (key, "");
            foreach (var word in words)
                names.TryAdd(Folding.Key(word), (field, language));
        }
        return names.ToFrozenDictionary();
    }

    [GeneratedRegex(@"^(?:(?:UTC|GMT|Z|TU)(?: ?(?<sign>[+\-−–]) ?(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?)?|(?<sign>[+\-−–])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2}))$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ZoneForm();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[/|\n:،]| [-–—] ", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
