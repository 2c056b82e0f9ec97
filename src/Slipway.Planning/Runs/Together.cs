using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Tasks that several people do together: each of them is one, and whoever is there for one of them too.</summary>
internal static class Together
{
    /// <summary>For whom of them the doer counts, and whether that is enough; refused where he would count for nobody.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task.</param>
    /// <param name="command">What the doer says.</param>
    /// <param name="rule">How many have to say so.</param>
    /// <param name="taken">Those for whom somebody has said so.</param>
    public static (string? CountsFor, bool Enough, Refusal? Refused) Count(RunState run, PlanTask task, RunCommand command, Attendance rule, IReadOnlyList<string> taken)
    {
        var all = task.Who.Distinct().ToList();
        var needed = rule.Of(all.Count);
        var free = all.Except(taken).ToList();
        var leads = WhoMay.SpeaksForAll(run, command);
        var one = One(run, command, free) ?? (leads ? null : Deputised(run, task, command, free));
        if (one is not null || needed <= 1)
            return (one, taken.Count + 1 >= needed, null);
        return leads && !task.Who.Any(person => WhoMay.Is(run, command, person))
            ? (null, true, null)
            : (null, false, Refusal.State("takes-several", RefusalValues.Task(task.Id), string.Join('|', free.Select(RefusalValues.Person))));
    }

    /// <summary>Whom of them the doer is, whose role he holds, or for whom he stands in: first himself, so that he is never two.</summary>
    private static string? One(RunState run, RunCommand command, List<string> free) =>
        free.Find(person => person == command.Doer) ?? free.Find(person => WhoMay.Is(run, command, person));

    /// <summary>Whose deputy he is among them: the task's deputy, and whoever it was handed to, are there for its owner.</summary>
    private static string? Deputised(RunState run, PlanTask task, RunCommand command, List<string> free) =>
        free.Find(person => run.Plan.Launch.Person(person)?.Deputy == command.Doer)
        ?? (WhoMay.Is(run, command, task.Deputy) || WhoMay.Is(run, command, run.Tasks[task.Id].HandedTo)
            ? free.Find(person => person == task.Owner || person == run.Plan.Who(task.Owner, command.Now, run.Clock)?.Id)
            : null);
}
