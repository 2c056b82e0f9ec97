using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Who is on duty.</summary>
internal static class ShiftChecks
{
    /// <summary>A shorter pause between two shifts is no rest.</summary>
    private static readonly Duration Rest = Duration.FromHours(8);

    public static IEnumerable<Finding> TwoShiftsInARow(CheckContext check)
    {
        var shifts = check.People.Duty.Shifts.Where(shift => shift.From < shift.To).OrderBy(shift => shift.From).ThenBy(shift => shift.Number).ToList();
        return from pair in shifts.Zip(shifts.Skip(1))
               where pair.Second.From - pair.First.To < Rest
               let before = OnDuty(pair.First.Shift).Select(duty => duty.Person).ToHashSet()
               from duty in OnDuty(pair.Second.Shift)
               where before.Contains(duty.Person)
               select new Finding($"launch/shifts/{pair.Second.Number}/{duty.Key}", null, duty.Person, check.Say(pair.First.From), check.Say(pair.Second.To));
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
