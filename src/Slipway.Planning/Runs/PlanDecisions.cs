using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What changes the plan of a run while it goes on.</summary>
internal static class PlanDecisions
{
    public static Decision ChangeDuration(RunState run, PlanTask task, TaskRecord record, ChangeDuration command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (record.Stored.Releases() || record.Stored == TaskState.Abandoned)
            return Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));
        return WrongEstimate(command.Takes) is { } wrong
            ? wrong
            : command.Fact(new DurationChanged { Task = task.Id, Takes = command.Takes, Reason = command.Reason });
    }

    public static Decision Add(RunState run, AddTask command)
    {
        var added = command.Definition;
        if (!WhoMay.Leads(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        if (run.RollbackBegan is not null)
            return Refusal.State("rolling-back-now", added.Title);
        if (string.IsNullOrWhiteSpace(added.Title))
            return Refusal.Input("title-required");
        if (WrongEstimate(added.Takes) is { } wrong)
            return wrong;
        if (new[] { added.Owner, added.Deputy }.FirstOrDefault(person => run.Plan.Who(person, command.Now, run.Clock) is null) is { } nobody)
            return Refusal.Input("nobody-of-that-name", nobody);
        if (added.After.Select(link => link.Predecessor).Concat(added.Before).FirstOrDefault(id => !run.Tasks.ContainsKey(id)) is { } missing)
            return Refusal.Input("no-such-task", missing);
        if (added.Before.FirstOrDefault(id => !run.Tasks[id].Stored.NotStarted()) is { } begun)
            return Refusal.State("follower-has-started", RefusalValues.Task(begun));
        if (added.Undo is { } undo && run.Plan.Rollback.All(task => task.Id != undo))
            return Refusal.Input("no-such-task", undo);
        if (MakesCycle(run, added))
            return Refusal.Input("makes-a-cycle", added.Title);
        var start = added.After
            .Select(link => run.Planned.TryGetValue(link.Predecessor, out var planned) ? planned.Finish : command.Now)
            .Append(command.Now)
            .Max();
        return command.Fact(new TaskAdded
        {
            Task = AddedTasks.IdFor(added.Title, run.Plan),
            Definition = added,
            Planned = new PlannedTimes(start, added.Takes.Likely.AddTo(start, run.Clock.Zone)),
        });
    }

    private static Refusal? WrongEstimate(Estimate takes) =>
        takes.Optimistic.IsNegative || takes.Optimistic.Nominal > takes.Likely.Nominal || takes.Likely.Nominal > takes.Pessimistic.Nominal
            ? Refusal.Input("wrong-estimate", takes.ToString())
            : takes.Pessimistic.Nominal > Duration.FromDays(365) ? Refusal.Input("wrong-estimate", takes.ToString()) : null;

    private static bool MakesCycle(RunState run, AddedTask added)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(added.After.Select(link => link.Predecessor));
        while (open.TryPop(out var id))
        {
            if (added.Before.Contains(id))
                return true;
            if (seen.Add(id) && run.Plan.Task(id) is { } task)
            {
                foreach (var link in run.LinksOf(task))
                    open.Push(link.Predecessor);
            }
        }
        return false;
    }
}
