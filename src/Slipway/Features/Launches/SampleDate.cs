using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Plans;

namespace Slipway.Features.Launches;

/// <summary>Gives the sample launch a T-0 that is still to come.</summary>
public static class SampleDate
{
    private const int DaysAway = 15;
    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    /// <summary>The first Saturday at 02:00, in the launch's zone, that is 15 days away or more.</summary>
    public static LocalDateTime For(Instant now, DateTimeZone zone)
    {
        var earliest = now.InZone(zone).LocalDateTime.PlusDays(DaysAway);
        var saturday = earliest.Date.DayOfWeek == IsoDayOfWeek.Saturday ? earliest.Date : earliest.Date.Next(IsoDayOfWeek.Saturday);
        var t0 = saturday + new LocalTime(2, 0);
        return t0 >= earliest ? t0 : t0.PlusDays(7);
    }

    /// <summary>The text of launch.yaml or cutover.yaml with every date moved by as many days as T-0 moves.</summary>
    /// <remarks>Dates are replaced where they stand, so that comments and order stay; times of day are those of the file.</remarks>
    public static string Move(string yaml, Plan plan, LocalDateTime t0)
    {
        var days = Period.DaysBetween(plan.Launch.T0.Local.Date, t0.Date);
        return System.Text.RegularExpressions.Regex.Replace(
            yaml,
            @"\b\d{4}-\d{2}-\d{2}(?=T\d{2}:\d{2})",
            match => Date.Parse(match.Value) is { Success: true, Value: var date } ? Date.Format(date.PlusDays(days)) : match.Value);
    }
}
