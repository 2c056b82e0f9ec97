using NodaTime;

namespace Slipway.Planning.Runs;

/// <summary>Alarms before the moment after which nobody goes back in time.</summary>
public static class AlarmDecisions
{
    /// <summary>So many minutes before it an alarm is raised, longest first.</summary>
    public static readonly IReadOnlyList<int> Before = [30, 15, 5];

    /// <summary>The alarm that is due now; null when there is none or it was raised already.</summary>
    /// <remarks>A forecast moves a little with every act; the same alarm comes again only when the moment moved away by as much as the alarm warns.</remarks>
    public static int? Due(RunState run, RunLimit limit, Instant now)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.Paused) || limit.At <= now)
            return null;
        var due = Before.Where(minutes => limit.At - now <= Duration.FromMinutes(minutes)).DefaultIfEmpty(int.MaxValue).Min();
        if (due == int.MaxValue)
            return null;
        return !run.Alarms.TryGetValue((limit.Kind, limit.Task), out var last) || due < last.Minutes || limit.At - last.LimitAt >= Duration.FromMinutes(due) ? due : null;
    }

    /// <summary>When the next alarm will be due; null after the last.</summary>
    internal static Instant? NextAfter(RunLimit limit, Instant now) =>
        Before.Select(minutes => limit.At - Duration.FromMinutes(minutes)).Where(at => at > now).Select(at => (Instant?)at).Min();

    internal static Decision Raise(RunState run, RaiseAlarm command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-the-clock-raises-alarms");
        return Due(run, command.Limit, command.Now) is { } minutes
            ? ByClock.Of(command, new AlarmRaised
            {
                At = command.Now,
                Minutes = minutes,
                Limit = command.Limit.Kind,
                LimitAt = command.Limit.At,
                Task = command.Limit.Task,
            })
            : Decision.Of();
    }
}
