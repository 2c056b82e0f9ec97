using NodaTime;

namespace Slipway.Platform.Localisation;

/// <summary>How times read, in one language, in a launch's zone and on its clock.</summary>
/// <param name="texts">The language.</param>
/// <param name="zone">The launch's zone.</param>
/// <param name="t0">The launch's T-0; only the texts that count from it need one.</param>
public sealed class TimeText(Texts texts, DateTimeZone zone, Instant? t0 = null)
{
    private const string Dash = "–";
    private const string Dot = " · ";

    public DateTimeZone Zone => zone;

    /// <summary>Launch time to the minute begun: <c>T+00:17</c>, <c>T−11 d 16:19</c>.</summary>
    public string T(Instant at) => texts.Ltr(OnLaunchClock(at));

    /// <summary>Launch time and local time: <c>T+00:17 · 02:17</c>.</summary>
    public string Both(Instant at) => texts.Ltr(OnLaunchClock(at) + Dot + Local(at));

    /// <summary>The same to the second, for two times of one minute: <c>T+00:17:42 · 02:17:42</c>.</summary>
    public string BothToTheSecond(Instant at)
    {
        var (main, seconds) = Clock(at);
        return texts.Ltr(main + seconds + Dot + Local(at) + $":{at.InZone(zone).Second:00}");
    }

    /// <summary>The two parts of the big clock: <c>T+00:17</c> and <c>:42</c>.</summary>
    /// <remarks>Not isolated; the element around it has <c>dir="ltr"</c>.</remarks>
    public (string Main, string Seconds) Clock(Instant at)
    {
        var since = Since(at);
        var positive = since < Duration.Zero ? -since : since;
        return ((since < Duration.Zero ? "T" + Numbers.Minus : "T+") + HoursAndMinutes(positive), $":{positive.Seconds:00}");
    }

    /// <summary>Local time: <c>02:17</c>.</summary>
    public string Local(Instant at)
    {
        var local = at.InZone(zone);
        return $"{local.Hour:00}:{local.Minute:00}";
    }

    /// <summary>From one local time to another: <c>01:30–06:00</c>; with days where they differ.</summary>
    public string Range(Instant from, Instant to) =>
        Day(from) == Day(to) ? Local(from) + Dash + Local(to)
        : $"{ShortDate(from)} {Local(from)} {Dash} {ShortDate(to)} {Local(to)}";

    /// <summary><c>Saturday 14 November</c>.</summary>
    public string Date(Instant at) => Written("time.date", at);

    /// <summary><c>Saturday 14 November 2026</c>.</summary>
    public string DateWithYear(Instant at) => Written("time.date-year", at);

    /// <summary><c>Saturday 14 November, 02:00</c>.</summary>
    public string DateAndTime(Instant at) => texts.Format("time.date-time", ("date", Date(at)), ("time", Local(at)));

    /// <summary><c>14 Nov</c>.</summary>
    public string ShortDate(Instant at)
    {
        var date = Day(at);
        return texts.Format("time.short", ("day", DayNumber(date)), ("month", texts[$"time.month-short-{date.Month}"]));
    }

    /// <summary><c>Wed 4</c>: for days at hand.</summary>
    public string NearDay(Instant at)
    {
        var date = Day(at);
        return texts.Format("time.near", ("weekday", texts[$"time.weekday-short-{(int)date.DayOfWeek}"]), ("day", date.Day));
    }

    /// <summary>The zone's offset: <c>UTC+2</c>, <c>UTC−3:30</c>.</summary>
    public string ZoneName(Instant at)
    {
        var minutes = zone.GetUtcOffset(at).Seconds / 60;
        if (minutes == 0)
            return "UTC";
        var (hours, rest) = Math.DivRem(Math.Abs(minutes), 60);
        var sign = minutes < 0 ? Numbers.Minus : '+';
        return texts.Ltr(rest == 0 ? $"UTC{sign}{hours}" : $"UTC{sign}{hours}:{rest:00}");
    }

    /// <summary>The line under the clock: <c>Saturday 14 November · UTC+2</c>.</summary>
    public string DateLine(Instant at) => Date(at) + Dot + ZoneName(at);

    /// <summary>How long: <c>45 min</c>, from an hour and a half <c>3 h 05</c>, from two days <c>2 d 4 h</c>. Minutes begun do not count.</summary>
    public string Length(Duration length)
    {
        var minutes = (long)(length < Duration.Zero ? -length : length).TotalMinutes;
        return minutes switch
        {
            < 90 => texts.Format("time.minutes", ("m", minutes)),
            < 48 * 60 => texts.Format("time.hours", ("h", minutes / 60), ("mm", $"{minutes % 60:00}")),
            _ => texts.Format("time.days", ("d", minutes / 1440), ("h", minutes / 60 % 24)),
        };
    }

    /// <summary>How long something takes: below a minute in seconds, for there are tasks that take no more.</summary>
    public string Takes(Duration length) =>
        length > Duration.Zero && length < Duration.FromMinutes(1) ? texts.Format("time.seconds", ("s", (long)Math.Ceiling(length.TotalSeconds))) : Length(length);

    /// <summary>Against the plan: late <c>+5 min</c>, early <c>−4 min</c>.</summary>
    public string Lateness(Duration late)
    {
        var length = Length(late);
        if ((long)late.TotalMinutes == 0)
            return length;
        // The sign belongs to the number that follows it, wherever the unit stands.
        return (texts.IsRightToLeft ? "\u200E" : "") + (late < Duration.Zero ? Numbers.Minus : '+') + length;
    }

    /// <summary>How far two times lie apart as they are written, to the minute: who reads 07:49 and 07:45 beside it expects −4 min.</summary>
    public static Duration Apart(Instant planned, Instant actual) => Minute(actual) - Minute(planned);

    private static Instant Minute(Instant at) => Instant.FromUnixTimeSeconds((long)Math.Floor(at.ToUnixTimeSeconds() / 60d) * 60);

    private LocalDate Day(Instant at) => at.InZone(zone).Date;

    private string Written(string key, Instant at)
    {
        var date = Day(at);
        return texts.Format(
            key,
            ("weekday", texts[$"time.weekday-{(int)date.DayOfWeek}"]),
            ("day", DayNumber(date)),
            ("month", texts[$"time.month-{date.Month}"]),
            ("year", $"{date.Year}"));
    }

    /// <summary>The first of a month has a form of its own in French.</summary>
    private string DayNumber(LocalDate date) => date.Day == 1 ? texts["time.first"] : $"{date.Day}";

    private Duration Since(Instant at) =>
        at - (t0 ?? throw new InvalidOperationException("This TimeText was made without a T-0 and cannot count from one."));

    /// <summary>Rounded down before T-0 as after it, so that launch time and local time turn over together.</summary>
    private string OnLaunchClock(Instant at)
    {
        var minutes = (long)Math.Floor(Since(at).TotalMinutes);
        return (minutes < 0 ? "T" + Numbers.Minus : "T+") + HoursAndMinutes(Duration.FromMinutes(Math.Abs(minutes)));
    }

    private string HoursAndMinutes(Duration positive) => positive.Days == 0
        ? $"{positive.Hours:00}:{positive.Minutes:00}"
        : $"{Numbers.Format(positive.Days)} {texts["time.day-letter"]} {positive.Hours:00}:{positive.Minutes:00}";
}
