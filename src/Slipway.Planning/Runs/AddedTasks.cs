using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Tasks that are added while a run goes on.</summary>
public static class AddedTasks
{
    /// <summary>The plan's task that an added one amounts to.</summary>
    public static PlanTask ToPlanTask(string id, AddedTask added) => new()
    {
        Id = id,
        Title = LocalizedText.Of(added.Title),
        Do = added.Do is { } instruction ? LocalizedText.Of(instruction) : null,
        Expect = added.Expect is { } expected ? LocalizedText.Of(expected) : null,
        Phase = Phase.Launch,
        Workstream = added.Workstream,
        Owner = added.Owner,
        Deputy = added.Deputy,
        Takes = added.Takes,
        Attended = added.Attended,
        After = added.After,
        Undo = added.NoReturn ? new Undo.Impossible() : added.Undo is { } undo ? new Undo.By(undo) : new Undo.Nothing(),
    };

    /// <summary>The plan with the task and the links to it.</summary>
    public static Plan PutInto(Plan plan, string id, AddedTask added) => plan with
    {
        Forward =
        [
            .. plan.Forward.Select(existing => added.Before.Contains(existing.Id)
                ? existing with { After = [.. existing.After, new Link(id, LinkType.FinishToStart, PlanDuration.Zero)] }
                : existing),
            ToPlanTask(id, added),
        ],
    };

    /// <summary>An id made of a title, not yet used in the plan: <c>count-the-forms</c>, <c>count-the-forms-2</c>.</summary>
    public static string IdFor(string title, Plan plan)
    {
        var stem = PlanId.Of(title, 40) ?? "added";
        var id = stem;
        for (var number = 2; id == PlanId.None || plan.Task(id) is not null; number++)
            id = $"{stem}-{number}";
        return id;
    }
}
