using NodaTime;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;

namespace Slipway.Planning.Runs;

/// <summary>What changes the plan of a run while it goes on.</summary>
internal static class PlanDecisions
{
    public static Decision ChangeDuration(RunState run, PlanTask task, TaskRecord record, ChangeDuration command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Kind is TaskKind.Gate or TaskKind.Milestone)
            return Refusal.State("takes-no-time", RefusalValues.Task(task.Id));
        if (record.Stored.Releases() || record.Stored == TaskState.Abandoned)
            return Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));
        return WrongEstimate(command.Takes) is { } wrong
            ? wrong
            : command.Fact(new DurationChanged { Task = task.Id, Takes = command.Takes, Reason = command.Reason });
    }

    public static Decision Add(RunState run, AddTask command)
    {
        var added = command.Definition;
        if (!ActPermissions.Allow(run, command))
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
        if (added is { NoReturn: true, Undo: not null })
            return Refusal.Input("undo-or-no-return", added.Title);
        if (added.Undo is { } undo && run.Plan.Rollback.All(task => task.Id != undo))
            return Refusal.Input("no-such-task", undo);
        var id = AddedTasks.IdFor(added.Title, run.Plan);
        if (CycleOf(run.Plan, id, added) is { } cycle)
            return cycle;
        var start = added.After
            .Select(link => run.Planned.TryGetValue(link.Predecessor, out var planned) ? planned.Finish : command.Now)
            .Append(command.Now)
            .Max();
        return command.Fact(new TaskAdded
        {
            Task = id,
            Definition = added,
            Planned = new PlannedTimes(start, added.Takes.Likely.AddTo(start, run.Clock.Zone)),
        });
    }

    private static Refusal? WrongEstimate(Estimate takes) =>
        takes.Optimistic.IsNegative || takes.Optimistic.Nominal > takes.Likely.Nominal || takes.Likely.Nominal > takes.Pessimistic.Nominal
            ? Refusal.Input("wrong-estimate", takes.ToString())
            : takes.Pessimistic.Nominal > Duration.FromDays(365) ? Refusal.Input("wrong-estimate", takes.ToString()) : null;

    /// <summary>A refusal that names the cycle which the task would close, forward or on the way back; null if it closes none.</summary>
    private static Refusal? CycleOf(Plan plan, string id, AddedTask added)
    {
        var with = AddedTasks.PutInto(plan, id, added);
        var graph = new TaskGraph(with);
        if (graph.Cycles is [var cycle, ..])
            return Refusal.Input("makes-a-cycle", added.Title, RefusalValues.Round([.. cycle.Select(number => Say(graph.Tasks[number].Id))]));
        return RollbackOrder.OfEverything(with).Cycle is { Count: > 0 } back
            ? Refusal.Input("makes-a-rollback-cycle", added.Title, RefusalValues.Round([.. back.Select(Say)]))
            : null;

        string Say(string task) => task == id ? added.Title : RefusalValues.Task(task);
    }
}
