using System.Globalization;
using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>Working hours on some days of the week: <c>Mon-Thu,Sun 08:00-16:00</c>.</summary>
/// <param name="Days">The days of the week.</param>
/// <param name="FromMinute">Minutes after midnight, 0 to 1439.</param>
/// <param name="ToMinute">Minutes after midnight, 1 to 1440 (24:00); always later than <paramref name="FromMinute"/>.</param>
public sealed record WeeklyHours(IReadOnlyList<IsoDayOfWeek> Days, int FromMinute, int ToMinute)
{
    /// <summary>The plan's notation, <c>Mon-Thu,Sun 08:00-16:00</c>: days in the week's order, runs of three or more as a range.</summary>
    public override string ToString()
    {
        var days = Days.Distinct().Order().ToList();
        var parts = new List<string>();
        for (var i = 0; i < days.Count;)
        {
            var last = i;
            while (last + 1 < days.Count && days[last + 1] == days[last] + 1)
                last++;
            if (last - i >= 2)
            {
                parts.Add($"{Name(days[i])}-{Name(days[last])}");
                i = last + 1;
            }
            else
            {
                parts.Add(Name(days[i++]));
            }
        }
        return $"{string.Join(',', parts)} {Clock(FromMinute)}-{Clock(ToMinute)}";

        static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
        static string Name(IsoDayOfWeek day) => day.ToString()[..3];
    }
}
