using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

public static partial class TimeParser
{
    /// <summary>Reads an estimate: <c>9m/12m/21m</c> (optimistic/likely/pessimistic), or one figure.</summary>
    /// <remarks>
    /// Accepted besides: a unit at the last figure only (<c>9/12/21m</c>), dashes between three figures
    /// (<c>9m-12m-21m</c>). Refused with the correction: no unit at all
    /// (<c>9m/12m/21m</c>), two figures. Whether the figures are in order and not negative is left to the caller, who
    /// can say more about it.
    /// </remarks>
    public static Parsed<Estimate> Estimate(string text)
    {
        if (Tidy(text) is not { Length: > 0 } tidy)
            return Parsed.Refused<Estimate>();
        var parts = (ThreeFigures().IsMatch(tidy) ? tidy.Replace('-', '/') : tidy).Split('/', StringSplitOptions.TrimEntries);
        if (parts is not ([_] or [_, _, _]))
            return Parsed.Refused<Estimate>();
        if (parts.Length == 3 && IsBare(parts[0]) && IsBare(parts[1]) && !IsBare(parts[2]))
        {
            // Which unit of 2h30m the other two have, nobody can know.
            if (LastUnit().Match(parts[2]) is not { Success: true } unit)
                return Parsed.Refused<Estimate>();
            parts = [parts[0] + unit.Groups[1].Value, parts[1] + unit.Groups[1].Value, parts[2]];
        }
        var figures = parts.Select(Duration).ToList();
        if (figures.All(figure => figure.Ok))
            return Parsed.Of(new Estimate(figures[0].Value, figures[figures.Count / 2].Value, figures[^1].Value));
        return figures.Any(figure => !figure.Ok && figure.Correction is null) ? Parsed.Refused<Estimate>()
            : Parsed.Refused<Estimate>(string.Join('/', figures.Select(figure => figure.Ok ? figure.Value.ToString() : figure.Correction)));

        static bool IsBare(string figure) => figure.Length is > 0 and < 8 && figure.All(char.IsAsciiDigit);
    }

    /// <summary>Reads a period: <c>T-5d/T+2d</c>, <c>2027-02-04T12:00/2027-02-04T14:00</c>.</summary>
    /// <remarks>
    /// Accepted besides: spaces around the stroke, a dash between two times from T-0 (<c>T-1d–T+1d</c>), and an end without its date on the day of the start
    /// (<c>2027-02-04T12:00/14:00</c>) when it is later. Refused with the correction: <c>to</c>, <c>..</c> or an arrow
    /// for the stroke. Whether the end is after the start is left to the caller, who knows the clock.
    /// </remarks>
    public static Parsed<TimeSpanInPlan> Period(string text, ClockContext? context = null)
    {
        if (Tidy(text) is not { Length: > 0 } tidy)
            return Parsed.Refused<TimeSpanInPlan>();
        var stroke = Enumerable.Range(0, tidy.Length).Where(at => tidy[at] == '/').ToList();
        // A second T can only begin the end.
        if (stroke.Count == 0 && DashBetween().Match(tidy) is { Success: true } dashed)
            return Period($"{dashed.Groups[1].Value}/{dashed.Groups[2].Value}", context);
        if (stroke.Count != 1)
        {
            var ends = OtherStrokes().Split(tidy);
            return Parsed.Refused<TimeSpanInPlan>(stroke.Count == 0 && ends.Length == 2 && Period($"{ends[0]}/{ends[1]}", context) is { Ok: true, Value: var meant } ? meant.ToString() : null);
        }
        var from = Time(tidy[..stroke[0]], context);
        var end = tidy[(stroke[0] + 1)..].Trim();
        if (from is { Ok: true, Value: PlanTime.WallClock start } && ClockForm().Match(end) is { Success: true } clock && !clock.Groups["half"].Success)
        {
            return Moment(start.Local.Date, clock) is { } local && local > start.Local
                ? Parsed.Of(new TimeSpanInPlan(start, new PlanTime.WallClock(local)))
                : Parsed.Refused<TimeSpanInPlan>();
        }
        var to = Time(end, context);
        if (from.Ok && to.Ok)
            return Parsed.Of(new TimeSpanInPlan(from.Value, to.Value));
        var (first, second) = (from.Ok ? from.Value.ToString() : from.Correction, to.Ok ? to.Value.ToString() : to.Correction);
        return Parsed.Refused<TimeSpanInPlan>(first is null || second is null || first.Contains(" / ", StringComparison.Ordinal) || second.Contains(" / ", StringComparison.Ordinal) ? null : $"{first}/{second}");
    }

    /// <summary>Reads a link: <c>snapshot-h2</c>, <c>freeze SS+5m</c>, <c>snapshot FF-3m</c>, <c>29FS+2h</c>.</summary>
    /// <remarks>
    /// <para>FS unless said. Accepted besides: spaces anywhere outside the id, small letters for the type after a space
    /// (<c>freeze ss+5m</c>), a lag without a type (<c>freeze+5m</c>, <c>freeze -5m</c>: FS).</para>
    /// <para>Refused with the correction: capitals in the id (<c>Freeze</c>: <c>freeze</c>), <c>#29</c> (<c>29</c>), a lag
    /// without unit (<c>freeze SS+5</c>: <c>freeze SS+5m</c>) or without sign, <c>29fs+2h</c> (the id may be
    /// <c>29</c> or <c>29fs</c>).</para>
    /// </remarks>
    public static Parsed<Link> Link(string text)
    {
        if (Tidy(text) is not { Length: > 0 } tidy)
            return Parsed.Refused<Link>();
        var match = LinkForm().Match(tidy);
        if (!match.Success)
            return Parsed.Refused<Link>(LinkGuess(tidy));
        var (id, type) = (match.Groups["id"].Value, match.Groups["type"].Value);
        if (type.Length == 0 && match.Groups["lag"].Success && SmallType().Match(id) is { Success: true } glued)
            return Parsed.Refused<Link>(Link($"{glued.Groups[1].Value} {glued.Groups[2].Value.ToUpperInvariant()}{match.Groups["sign"].Value}{match.Groups["lag"].Value}") is { Ok: true, Value: var meant } ? meant.ToString() : null);
        var lag = match.Groups["lag"].Success ? Duration(match.Groups["lag"].Value) : Parsed.Of(PlanDuration.Zero);
        return lag.Then(
            value => new Link(id, TypeOf(type), match.Groups["sign"].Value == "-" ? value.Negated : value),
            correction => $"{id}{(type.Length == 0 ? " " : $" {type.ToUpperInvariant()}")}{match.Groups["sign"].Value}{correction}");
    }

    private static LinkType TypeOf(string type) => type.ToUpperInvariant() switch
    {
        "SS" => LinkType.StartToStart,
        "FF" => LinkType.FinishToFinish,
        "SF" => LinkType.StartToFinish,
        _ => LinkType.FinishToStart,
    };

    private static string? LinkGuess(string text)
    {
        var guess = text.TrimStart('#').TrimStart();
        if (Unsigned().Match(guess) is { Success: true } unsigned)
            guess = $"{unsigned.Groups[1].Value} {unsigned.Groups[2].Value}+{unsigned.Groups[3].Value}";
        else if (LinkForm().Match(guess) is not { Success: true })
            guess = CapitalId().Replace(guess, id => id.Value.ToLowerInvariant(), 1);
        if (guess == text)
            return null;
        var parsed = Link(guess);
        return parsed.Ok ? parsed.Value.ToString() : parsed.Correction;
    }

    [GeneratedRegex("^[0-9][^-/]* *- *[0-9][^-/]* *- *[0-9][^-/]*[a-z]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ThreeFigures();

    [GeneratedRegex("^(T[^/]*?[^-+/ ]) *- *(T[^/]*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DashBetween();

    [GeneratedRegex(@"^[0-9.,]+ *(\p{L}+)\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex LastUnit();

    [GeneratedRegex(@" +to +| *\.\.\.? *| *→ *| *-> *| +- +", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OtherStrokes();

    [GeneratedRegex("^(?<id>[a-z0-9][a-z0-9-]*)(?:(?:(?<type>FS|SS|FF|SF)| +(?<type>[Ff][Ss]|[Ss][Ss]|[Ff][Ff]|[Ss][Ff]))(?: *(?<sign>[+-]) *(?<lag>[0-9].*))?| *(?<sign>[+]) *(?<lag>[0-9].*)| +(?<sign>-) *(?<lag>[0-9].*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex LinkForm();

    [GeneratedRegex("^(.+)(fs|ss|ff|sf)$", RegexOptions.CultureInvariant)]
    private static partial Regex SmallType();

    [GeneratedRegex("^([a-z0-9][a-z0-9-]*?) *(FS|SS|FF|SF) +([0-9].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unsigned();

    [GeneratedRegex("^[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalId();
}
