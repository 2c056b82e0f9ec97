using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>The round times of a part of the launch's axis, each with the shortest words that name it there.</summary>
internal static class AxisTicks
{
    public static IEnumerable<(Instant At, string Name)> Of(AxisPart part, Texts texts, TimeText times) => part.Step switch
    {
        AxisStep.Months => Days(part, times, date => date.Day == 1, date => texts[$"time.month-short-{date.Month}"]),
        AxisStep.Weeks => Days(part, times, date => date.DayOfWeek == IsoDayOfWeek.Monday, date => date.Day <= 7 || date.PlusWeeks(-1).AtStartOfDayInZone(times.Zone).ToInstant() <= part.From ? times.ShortDate(Midnight(date, times)) : $"{date.Day}"),
        AxisStep.Days => Days(part, times, _ => true, date => texts[$"time.weekday-letter-{(int)date.DayOfWeek}"]),
        AxisStep.Hours => Ticks.Every(360, part.From, part.To, times.Zone).Select(at => (at, times.Local(at)[..2])),
        _ => Ticks.Every(Math.Max(30, Ticks.Step(part.To - part.From, 6)), part.From, part.To, times.Zone).Select(at => (at, times.Local(at))),
    };

    private static IEnumerable<(Instant, string)> Days(AxisPart part, TimeText times, Func<LocalDate, bool> which, Func<LocalDate, string> name)
    {
        for (var date = part.From.InZone(times.Zone).Date; ; date = date.PlusDays(1))
        {
            var at = Midnight(date, times);
            if (at >= part.To)
                yield break;
            if (at > part.From && which(date))
                yield return (at, name(date));
        }
    }

    private static Instant Midnight(LocalDate date, TimeText times) => date.AtStartOfDayInZone(times.Zone).ToInstant();
}
