using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>What a bare clock such as <c>02:10</c> is measured by.</summary>
/// <param name="T0">The launch's T-0 on its wall clock.</param>
/// <param name="Opens">Start of the time in which a bare clock must lie; null when it may not be guessed.</param>
/// <param name="Closes">End of that time.</param>
public sealed record ClockContext(LocalDateTime T0, LocalDateTime? Opens = null, LocalDateTime? Closes = null)
{
    /// <summary>Where a bare clock that may not be guessed most likely lies: -1 before T-0, 1 after it, 0 wherever it is nearest.</summary>
    public int Side { get; init; }
}

public static partial class TimeParser
{
    /// <summary>Reads a time of a plan: <c>T-30m</c>, <c>T+1d2h</c>, <c>2027-02-06T02:10</c>, <c>2027-10-31T02:30+02:00</c>.</summary>
    /// <remarks>
    /// <para>Accepted besides: <c>T0</c>, <c>T</c>, <c>t-30m</c>, <c>T +1h</c>, every duration that <see cref="Duration"/>
    /// accepts after the sign; for a wall clock a space for the T, <c>/</c> or <c>.</c> in a date that begins with the
    /// year, <c>2:10</c>, <c>02h10</c>, <c>02.10</c>, <c>0210</c>, seconds, <c>24:00</c> (midnight at the day's end).
    /// A clock without a date is accepted when exactly one such moment lies inside the context's opening and closing.</para>
    /// <para>Refused with the correction: <c>T-30</c> (<c>T-30m</c>), <c>T30m</c> (before or after?), <c>T-01:30</c>
    /// (<c>T-1h30m</c>), <c>+30m</c> (<c>T+30m</c>), <c>J-5</c> and <c>D-5</c> (<c>T-5d</c>), a date alone, a date that
    /// does not begin with the year (06/02 is June or February), a clock without a date that could be on several days,
    /// <c>1h30</c> (a clock or an hour and a half: <c>T+1h30m</c>, <c>01:30</c>),
    /// <c>2:10 pm</c>.</para>
    /// <para>Whether the wall clock exists in the zone, once or twice, is not asked here: see <see cref="WallClockCheck"/>.
    /// Years are 2000 to 2199.</para>
    /// </remarks>
    /// <param name="text">The text as typed.</param>
    /// <param name="context">For clocks without a date; null when there is none.</param>
    public static Parsed<PlanTime> Time(string text, ClockContext? context = null)
    {
        var tidy = Tidy(text);
        if (string.IsNullOrEmpty(tidy))
            return Parsed.Refused<PlanTime>();
        if (FromT0Form().Match(tidy) is { Success: true } relative)
            return FromT0(relative);
        if (DateForm().Match(tidy) is { Success: true } dated)
            return Dated(dated);
        if (ClockForm().Match(tidy) is { Success: true } clock)
            return Undated(clock, context);
        return Parsed.Refused<PlanTime>(Guess(tidy));
    }

    /// <summary>Reads a wall clock with its date; as <see cref="Time"/>, but refuses what is relative to T-0.</summary>
    public static Parsed<PlanTime.WallClock> WallClock(string text) => Time(text) switch
    {
        { Ok: true, Value: PlanTime.WallClock wall } => Parsed.Of(wall),
        { Correction: { } correction } when !correction.StartsWith('T') => Parsed.Refused<PlanTime.WallClock>(correction),
        _ => Parsed.Refused<PlanTime.WallClock>(),
    };

    private static Parsed<PlanTime> FromT0(Match match)
    {
        var rest = match.Groups["rest"].Value;
        if (rest.Length == 0 && !match.Groups["sign"].Success)
            return Parsed.Of<PlanTime>(new PlanTime.FromT0(PlanDuration.Zero));
        if (rest.Length == 0 || rest[0] is '+' or '-')
            return Parsed.Refused<PlanTime>();
        var duration = Duration(rest);
        if (!match.Groups["sign"].Success)
        {
            var written = duration.Ok ? duration.Value.ToString() : duration.Correction;
            return duration is { Ok: true, Value.IsZero: true } ? Parsed.Of<PlanTime>(new PlanTime.FromT0(PlanDuration.Zero))
                : Parsed.Refused<PlanTime>(written is null ? null : $"T-{written} / T+{written}");
        }
        var sign = match.Groups["sign"].Value;
        return duration.Then<PlanTime>(
            value => new PlanTime.FromT0(sign == "-" ? value.Negated : value),
            correction => $"T{sign}{correction}");
    }

    private static Parsed<PlanTime> Dated(Match match)
    {
        var (year, month, day) = (Number(match.Groups["year"].ValueSpan), Number(match.Groups["month"].ValueSpan), Number(match.Groups["day"].ValueSpan));
        if (year is < 2000 or > 2199 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return Parsed.Refused<PlanTime>();
        var date = new LocalDate(year, month, day);
        if (!match.Groups["hour"].Success)
            return Parsed.Refused<PlanTime>(Written(date.AtMidnight()));
        if (Moment(date, match) is not { } local)
            return Parsed.Refused<PlanTime>();
        if (match.Groups["half"].Success)
            return Parsed.Refused<PlanTime>(TwelveHours(date, match));
        Offset? offset = null;
        if (match.Groups["offset"].Success && (offset = ReadOffset(match.Groups["offset"].Value)) is null)
            return Parsed.Refused<PlanTime>(Written(local));
        return Parsed.Of<PlanTime>(new PlanTime.WallClock(local, offset));
    }

    private static Parsed<PlanTime> Undated(Match match, ClockContext? context)
    {
        if (context is null || match.Groups["half"].Success && match.Groups["hour"].Length > 2)
            return Parsed.Refused<PlanTime>();
        var around = Enumerable.Range(-2, 5).Select(days => context.T0.Date.PlusDays(days));
        if (match.Groups["half"].Success)
            return Parsed.Refused<PlanTime>(TwelveHours(context.T0.Date, match));
        var moments = around.Select(date => Moment(date, match)).OfType<LocalDateTime>().ToList();
        if (moments.Count == 0)
            return Parsed.Refused<PlanTime>();
        var inside = moments.Where(moment => context.Opens <= moment && moment <= context.Closes).ToList();
        // 1h30 is as well an hour and a half.
        var isLength = MayBeLength().IsMatch(match.Value);
        if (inside is [var only] && !isLength)
            return Parsed.Of<PlanTime>(new PlanTime.WallClock(only));
        var likely = inside.Count > 0 ? inside : moments.Where(moment => moment.CompareTo(context.T0) * context.Side >= 0);
        var clock = Written(likely.MinBy(moment => Math.Abs(NodaTime.Period.Between(context.T0, moment, PeriodUnits.Seconds).Seconds)));
        return Parsed.Refused<PlanTime>(isLength && Duration(match.Value) is { Ok: true } length ? $"T{(context.Side < 0 ? '-' : '+')}{length.Value} / {clock}" : clock);
    }

    /// <summary>The nearest day before a date that the calendar does not have, such as the 30th of February, with its time; null for any other text.</summary>
    internal static string? InsteadOfNoDay(string text)
    {
        if (Tidy(text) is not { } tidy || DateForm().Match(tidy) is not { Success: true } dated)
            return null;
        var (year, month, day) = (Number(dated.Groups["year"].ValueSpan), Number(dated.Groups["month"].ValueSpan), Number(dated.Groups["day"].ValueSpan));
        if (year is < 2000 or > 2199 || month is < 1 or > 12 || day is < 1 or > 31 || CalendarSystem.Iso.GetDaysInMonth(year, month) is var last && day <= last)
            return null;
        var date = new LocalDate(year, month, last);
        return Written(dated.Groups["hour"].Success && Moment(date, dated) is { } local ? local : date.AtMidnight());
    }

    /// <summary>Whether it is written as a time, and lies further away than a plan's times may.</summary>
    internal static bool IsTooFar(string text) => Tidy(text) is { } tidy
        && (DateForm().Match(tidy) is { Success: true } dated ? Number(dated.Groups["year"].ValueSpan) is < 2000 or > 2199
            : FromT0Form().Match(tidy) is { Success: true } relative && relative.Groups["sign"].Success
                && Parts(relative.Groups["rest"].Value, out var parts) && parts.All(part => part.Unit is not null) && Sum(parts) is null);

    private static LocalDateTime? Moment(LocalDate date, Match match)
    {
        var digits = match.Groups["hour"].ValueSpan;
        var (hour, minute) = digits.Length == 4 ? (Number(digits[..2]), Number(digits[2..]))
            : (Number(digits), match.Groups["minute"].Success ? Number(match.Groups["minute"].ValueSpan) : 0);
        var second = match.Groups["second"].Success ? Number(match.Groups["second"].ValueSpan) : 0;
        if (hour == 24 && minute == 0 && second == 0)
            return date.PlusDays(1).AtMidnight();
        return hour > 23 || minute > 59 || second > 59 ? null : date + new LocalTime(hour, minute, second);
    }

    private static string? TwelveHours(LocalDate date, Match match)
    {
        if (Moment(date, match) is not { } local || local.Hour is 0 or > 12)
            return null;
        var afternoon = match.Groups["half"].Value[0] is 'p' or 'P';
        return Written(local.Date + new LocalTime((local.Hour % 12) + (afternoon ? 12 : 0), local.Minute, local.Second));
    }

    private static Offset? ReadOffset(string text)
    {
        if (text is "Z" or "z")
            return Offset.Zero;
        var hours = Number(text.AsSpan(1, 2));
        var minutes = text.Length switch { 3 => 0, 5 => Number(text.AsSpan(3, 2)), _ => Number(text.AsSpan(4, 2)) };
        return hours > 14 || minutes > 59 ? null : Offset.FromSeconds(((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60));
    }

    private static string? Guess(string text)
    {
        if (text[0] is '+' or '-' && Duration(text) is var signed && (signed.Ok ? signed.Value.ToString() : signed.Correction) is { } written)
            return written.StartsWith('-') ? $"T{written}" : $"T+{written}";
        if (DayCount().Match(text) is { Success: true } days)
            return $"T{days.Groups[1].Value}{days.Groups[2].Value}d";
        if (DayFirst().Match(text) is not { Success: true } match)
            return null;
        var clock = match.Groups[4].Success ? match.Groups[4].Value : "00:00";
        var (one, two, year) = (match.Groups[1].Value.PadLeft(2, '0'), match.Groups[2].Value.PadLeft(2, '0'), match.Groups[3].Value);
        var guesses = new[] { $"{year}-{two}-{one}T{clock.PadLeft(5, '0')}", $"{year}-{one}-{two}T{clock.PadLeft(5, '0')}" }
            .Distinct().Where(guess => Time(guess).Ok).ToList();
        return guesses.Count == 0 ? null : string.Join(" / ", guesses);
    }

    private static string Written(LocalDateTime local) => new PlanTime.WallClock(local).ToString();

    private const string ClockPattern = @"(?:(?<hour>[0-9]{1,2})(?:[:.hH](?<minute>[0-9]{2})(?::(?<second>[0-9]{2}))?|[hH])|(?<hour>[0-9]{4})) *(?<half>[aApP]\.?[mM]\.?)?";

    [GeneratedRegex(@"^[Tt] *(?:(?<sign>[+-]) *)?(?<rest>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex FromT0Form();

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?<part>[-/.])(?<month>[0-9]{1,2})\k<part>(?<day>[0-9]{1,2})(?:(?: *[Tt] *| +)" + ClockPattern + @" *(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DateForm();

    [GeneratedRegex("^[1-9][0-9]?[hH]", RegexOptions.CultureInvariant)]
    private static partial Regex MayBeLength();

    [GeneratedRegex("^" + ClockPattern + "$", RegexOptions.CultureInvariant)]
    private static partial Regex ClockForm();

    [GeneratedRegex(@"^[DdJj] *([+-]) *([0-9]{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex DayCount();

    [GeneratedRegex(@"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?:[T ]+([0-9]{1,2}:[0-9]{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();
}
