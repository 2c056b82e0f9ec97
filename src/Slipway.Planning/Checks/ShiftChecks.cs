using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Who is on duty.</summary>
internal static class ShiftChecks
{
    /// <summary>A pause shorter than this between two shifts is no rest.</summary>
    private static readonly Duration Rest = Duration.FromHours(8);

    public static IEnumerable<Finding> TwoShiftsInARow(CheckContext check)
    {
        var last = new Dictionary<string, TimedShift>();
        foreach (var shift in check.People.Duty.Shifts.Where(shift => shift.From < shift.To).OrderBy(shift => shift.From).ThenBy(shift => shift.Number))
        {
            foreach (var (key, person) in OnDuty(shift.Shift))
            {
                if (last.TryGetValue(person, out var before) && before != shift && shift.From - before.To < Rest)
                    yield return new Finding($"launch/shifts/{shift.Number}/{key}", null, person, check.Say(before.From), check.Say(shift.To));
                last[person] = shift;
            }
        }
    }

    public static IEnumerable<Finding> ManagerIsScribe(CheckContext check) =>
        from shift in check.People.Duty.Shifts
        where shift.Shift.Manager is { } manager && manager == shift.Shift.Scribe
        select new Finding($"launch/shifts/{shift.Number}/scribe", null, shift.Shift.Scribe!);

    public static IEnumerable<Finding> NoManager(CheckContext check) => Without(check, shift => shift.Manager);

    public static IEnumerable<Finding> NoScribe(CheckContext check) => Without(check, shift => shift.Scribe);

    /// <summary>The stretches of the launch phase in which the shift in force names nobody for a function.</summary>
    private static IEnumerable<Finding> Without(CheckContext check, Func<Shift, string?> function)
    {
        if (check.LaunchPhase is not { } phase)
            yield break;
        Finding? open = null;
        Instant? since = null;
        foreach (var (from, to, shift, last) in check.People.Duty.Between(phase.Start, phase.End))
        {
            if (shift is not null && function(shift.Shift) is not null)
            {
                if (open is not null)
                    yield return open;
                (open, since) = (null, null);
                continue;
            }
            since ??= from;
            var path = last is null ? "launch/shifts" : $"launch/shifts/{last.Number}";
            open = new Finding(open?.Path ?? path, null, check.Say(since.Value), check.Say(to));
        }
        if (open is not null)
            yield return open;
    }

    private static IEnumerable<(string Key, string Person)> OnDuty(Shift shift)
    {
        var named = new HashSet<string>();
        if (shift.Manager is { } manager && named.Add(manager))
            yield return ("manager", manager);
        if (shift.Scribe is { } scribe && named.Add(scribe))
            yield return ("scribe", scribe);
        for (var i = 0; i < shift.On.Count; i++)
        {
            if (named.Add(shift.On[i]))
                yield return ($"on/{i}", shift.On[i]);
        }
    }
}
