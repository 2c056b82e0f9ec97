using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

public static partial class TimeParser
{
    /// <summary>The longest duration that a plan may state, in days: ten years.</summary>
    public const int LongestDays = 3660;

    /// <summary>Reads a duration: <c>45s</c>, <c>12m</c>, <c>1h30m</c>, <c>2d</c>. A leading minus makes it negative.</summary>
    /// <remarks>
    /// <para>Accepted besides: units written out in English, French, Spanish, Portuguese and Arabic (<c>90min</c>,
    /// <c>2 heures</c>), capitals, spaces, <c>1h30</c> (after hours come minutes), <c>12m30</c> (after minutes come
    /// seconds), <c>1.5h</c> and <c>1,5h</c>, <c>02:30:00</c> (three parts can only be hours, minutes, seconds),
    /// <c>2w</c> (14 calendar days), <c>0</c>.</para>
    /// <para>Refused with the correction: <c>12</c> (minutes? hours? days?: <c>12m</c>), <c>02:30</c> (hours and minutes
    /// or minutes and seconds?: <c>2h30m</c>), <c>1h90</c> (<c>2h30m</c>), <c>1.5d</c> (a calendar day has no half:
    /// <c>1d12h</c>), units out of order (<c>30m1h</c>: <c>1h30m</c>), parts of a second.</para>
    /// </remarks>
    public static Parsed<PlanDuration> Duration(string text)
    {
        var tidy = Tidy(text);
        if (string.IsNullOrEmpty(tidy))
            return Parsed.Refused<PlanDuration>();
        if (tidy[0] == '-')
            return Positive(tidy[1..].TrimStart()).Then(duration => duration.Negated, correction => "-" + correction);
        return Positive(tidy[0] == '+' ? tidy[1..].TrimStart() : tidy);
    }

    private static Parsed<PlanDuration> Positive(string text)
    {
        if (ByColons().Match(text) is { Success: true } clock)
            return Clock(clock);
        if (!Parts(text, out var parts))
            return Parsed.Refused<PlanDuration>();
        if (parts is [{ Unit: null } bare])
            return bare.Number == 0 ? Parsed.Of(PlanDuration.Zero) : Parsed.Refused<PlanDuration>(Sum([bare with { Unit = 'm' }])?.ToString());

        var asWritten = true;
        if (parts[^1].Unit is null)
        {
            // 1h30, 12m30: the next smaller unit, as long as it is one that could not have carried over.
            char? next = parts[^2].Unit switch { 'd' => 'h', 'h' => 'm', 'm' => 's', _ => null };
            asWritten = parts[^2].Unit is 'h' or 'm' && parts[^1].Number is < 60 && next is not null;
            parts[^1] = parts[^1] with { Unit = next };
        }
        if (parts.Any(part => part.Unit is null))
            return Parsed.Refused<PlanDuration>();
        for (var i = 1; i < parts.Count; i++)
            asWritten &= Rank(parts[i - 1].Unit) > Rank(parts[i].Unit);
        asWritten &= parts.All(part => part.IsWhole || part.Unit is 'h' or 'm');

        return Sum(parts) is not { } sum ? Parsed.Refused<PlanDuration>()
            : asWritten && parts.Sum(part => part.Number * Seconds(part.Unit)) % 1 == 0 ? Parsed.Of(sum)
            : Parsed.Refused<PlanDuration>(sum.ToString());
    }

    private static Parsed<PlanDuration> Clock(Match clock)
    {
        var (first, second) = (Number(clock.Groups[1].ValueSpan), Number(clock.Groups[2].ValueSpan));
        var seconds = clock.Groups[3].Success ? Number(clock.Groups[3].ValueSpan) : 0;
        if (second > 59 || seconds > 59)
            return Parsed.Refused<PlanDuration>();
        var duration = PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds((first * 3600L) + (second * 60) + seconds));
        return clock.Groups[3].Success ? Parsed.Of(duration) : Parsed.Refused<PlanDuration>(duration.ToString());
    }

    private readonly record struct Part(decimal Number, char? Unit)
    {
        public bool IsWhole => Number % 1 == 0;
    }

    private static bool Parts(string text, out List<Part> parts)
    {
        parts = [];
        var at = 0;
        while (at < text.Length)
        {
            if (NumberAndUnit().Match(text, at) is not { Success: true } match || match.Length == 0)
                return false;
            char? unit = null;
            if (match.Groups["unit"].Length > 0 && !Units.TryGetValue(match.Groups["unit"].Value, out unit))
                return false;
            parts.Add(new Part(decimal.Parse(match.Groups["number"].ValueSpan.ToString().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), unit));
            at += match.Length;
        }
        return parts.Count is > 0 and < 8;
    }

    /// <summary>All parts together, whole seconds; null when it is longer than a plan may be.</summary>
    private static PlanDuration? Sum(List<Part> parts)
    {
        decimal days = 0, seconds = 0;
        foreach (var part in parts)
        {
            var whole = part.Unit is 'd' or 'w' ? decimal.Truncate(part.Number) : 0;
            days += whole * (part.Unit == 'w' ? 7 : 1);
            seconds += (part.Number - whole) * Seconds(part.Unit);
        }
        seconds = decimal.Round(seconds);
        return days + (seconds / 86400) > LongestDays ? null : new PlanDuration((int)days, NodaTime.Duration.FromSeconds((long)seconds));
    }

    private static int Rank(char? unit) => Seconds(unit);

    private static int Seconds(char? unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 604800 };

    /// <summary>The unit's letter, then the words for it: English, French, Spanish, Portuguese, Arabic.</summary>
    private static readonly string[] UnitWords =
    [
        "w week weeks",
        "d day days j jour jours dia dias día días يوم أيام",
        "h hr hrs hour hours heure heures hora horas س ساعة ساعات",
        "m mn min mins minute minutes minuto minutos د دقيقة دقائق",
        "s sec secs second seconds seconde secondes segundo segundos ثانية ثوان ثواني",
    ];

    private static readonly Dictionary<string, char?> Units = UnitWords
        .SelectMany(line => line.Split(' ').Select(word => (Word: word, Unit: (char?)line[0])))
        .ToDictionary(pair => pair.Word, pair => pair.Unit, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(\d{1,4}):(\d{2})(?::(\d{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex ByColons();

    [GeneratedRegex(@"\G(?<number>[0-9]{1,7}(?:[.,][0-9]{1,2})?) *(?<unit>\p{L}*)\.? *", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();
}
