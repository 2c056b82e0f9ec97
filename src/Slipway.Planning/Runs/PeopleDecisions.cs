using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Who does a task instead of whom.</summary>
internal static class PeopleDecisions
{
    public static Decision HandOver(RunState run, PlanTask task, TaskRecord record, HandOver command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (record.Stored.Releases() || record.Stored == TaskState.Abandoned)
            return Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));
        var to = command.To ?? DeputyOf(run, task, command);
        if (to is null)
            return Refusal.Input("no-deputy", RefusalValues.Task(task.Id));
        if (run.Plan.Launch.Person(to) is not { } person)
            return Refusal.Input("nobody-of-that-name", to);
        if (OnlyLooksOn(person))
            return Refusal.Input("only-looks-on", RefusalValues.Person(to));
        return to == run.ResponsibleFor(task, command.Now)
            ? Refusal.State("already-theirs", RefusalValues.Person(to))
            : command.Fact(new TaskHandedOver { Task = task.Id, To = to });
    }

    public static Decision Substitute(RunState run, Substitute command)
    {
        if (run.Plan.Launch.Person(command.Person) is not { } person)
            return Refusal.Input("nobody-of-that-name", command.Person);
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        // Who only looks on does nothing in which somebody could stand in; a leader may still name one.
        if (OnlyLooksOn(person) && !WhoMay.Leads(run, command))
            return Refusal.Who("observers-look-on");
        if (run.Substitutions.ContainsKey(command.Person))
            return Refusal.State("already-substituted", RefusalValues.Person(command.Person));
        if ((command.By ?? person.Deputy) is not { } by)
            return Refusal.Input("no-deputy", RefusalValues.Person(command.Person));
        if (run.Plan.Launch.Person(by) is null || by == command.Person)
            return Refusal.Input("nobody-of-that-name", by);
        return run.Substitutions.TryGetValue(by, out var other)
            ? Refusal.State("already-substituted", RefusalValues.Person(other.Person))
            : command.Fact(new PersonSubstituted { Person = command.Person, By = by, Reason = command.Reason });
    }

    public static Decision End(RunState run, EndSubstitution command)
    {
        if (!run.Substitutions.ContainsKey(command.Person))
            return Refusal.State("not-substituted", RefusalValues.Person(command.Person));
        return ActPermissions.Allow(run, command)
            ? command.Fact(new SubstitutionEnded { Person = command.Person })
            : Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
    }

    private static bool OnlyLooksOn(Person person) => person.Roles.Count > 0 && person.Roles.All(role => role == Roles.Observer);

    private static string? DeputyOf(RunState run, PlanTask task, RunCommand command)
    {
        var deputy = run.Plan.Who(task.Deputy, command.Now, run.Clock)?.Id;
        return deputy ?? run.Plan.Who(task.Owner, command.Now, run.Clock)?.Deputy;
    }
}
