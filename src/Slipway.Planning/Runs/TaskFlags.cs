using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What is to be said of a task besides its state.</summary>
public static class TaskFlags
{
    public const string Late = "late";
    public const string Blocked = "blocked";
    public const string AwaitsVerification = "awaits-verification";
    public const string Added = "added";

    public static IEnumerable<string> Of(RunState run, PlanTask task, Instant now)
    {
        var record = run.Tasks[task.Id];
        if (IsLate(run, record, now))
            yield return Late;
        if (record.Blocked is not null && run.IsInForce(task))
            yield return Blocked;
        if (record.AwaitsVerification)
            yield return AwaitsVerification;
        if (run.Added.Contains(task.Id))
            yield return Added;
    }

    /// <summary>Whether it is past its planned end and not settled, and somebody still has to settle it.</summary>
    public static bool IsLate(RunState run, TaskRecord record, Instant now) =>
        !record.Stored.Releases() && run.Plan.Task(record.Id) is { } task && run.IsInForce(task) && run.Planned.TryGetValue(record.Id, out var planned) && planned.Finish < now;
}
