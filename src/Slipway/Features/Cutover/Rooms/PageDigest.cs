using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>
/// What a page about one task, or about one person's tasks, depends on, in a few characters: only whose own tasks changed
/// fetches more.
/// </summary>
internal static class PageDigest
{
    private static readonly JsonSerializerOptions Options = new(RunEventJson.Options) { IgnoreReadOnlyProperties = false };

    /// <param name="run">The run.</param>
    /// <param name="task">The task that the page is about; null for a page about a person.</param>
    /// <param name="person">The reader; null for an administrator or a token.</param>
    /// <param name="now">What the run's clock shows.</param>
    public static string Of(RunState run, string? task, string? person, Instant now)
    {
        var text = new StringBuilder();
        Append(text, new { run.Status, run.Alarm, run.Added.Count, Substitutions = run.Substitutions.Values, run.Issues, Shift = run.Plan.ShiftAt(now, run.Clock)?.From.ToString() });
        var shown = task is not null ? run.Plan.Tasks.Where(candidate => candidate.Id == task)
            : run.ActiveTasks.Where(candidate => candidate.Kind == TaskKind.Gate || (person is not null && IsOf(run, candidate, person, now)));
        foreach (var one in shown)
        {
            if (run.Tasks.TryGetValue(one.Id, out var record))
                Append(text, new { record, ShownNow = ShownTasks.Shown(run, one, now), Readiness.Of(run, one, now).State });
        }
        if (task is not null && run.Plan.Task(task) is { } about)
            Append(text, Around(run, about, now));
        Append(text, run.Remarks.Count(remark => remark.Task == task));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>Whether somebody has a task to do, to confirm, or to start with others.</summary>
    public static bool IsOf(RunState run, PlanTask task, string person, Instant now)
    {
        var record = run.Tasks[task.Id];
        return run.ResponsibleFor(task, now) == person
            || task.Who.Any(together => run.StandInFor(together) == person)
            || (record.AwaitsVerification && run.Plan.Who(task.VerifiedBy, now, run.Clock)?.Id is { } verifier && run.StandInFor(verifier) == person);
    }

    /// <summary>What a task's page says of others: the states of its neighbours. A gate weighs the whole run.</summary>
    private static object Around(RunState run, PlanTask task, Instant now)
    {
        if (task.Kind == TaskKind.Gate)
            return run.Version;
        var neighbours = run.ActiveTasks.Where(other => task.After.Any(link => link.Predecessor == other.Id) || other.After.Any(link => link.Predecessor == task.Id));
        return neighbours.Select(other => (other.Id, ShownTasks.Shown(run, other, now))).Select(one => $"{one.Id} {one.Item2}").ToList();
    }

    private static void Append<T>(StringBuilder text, T part) => text.Append(JsonSerializer.Serialize(part, Options));
}
