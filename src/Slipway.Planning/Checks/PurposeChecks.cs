using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>What a launch must not forget.</summary>
internal static class PurposeChecks
{
    public static IEnumerable<Finding> NoGoLive(CheckContext check)
    {
        if (check.Plan.Forward.Count > 0 && !check.Plan.Forward.Any(task => task.GoLive))
            yield return new Finding("forward", null);
    }

    public static IEnumerable<Finding> SeveralGoLives(CheckContext check)
    {
        var goLives = check.Plan.Forward.Where(task => task.GoLive).ToList();
        return goLives.Skip(1).Select(task => Finding.At(task, "goLive", task.Id, goLives[0].Id) with { OtherTasks = [goLives[0].Id] });
    }

    public static IEnumerable<Finding> UsersNotTold(CheckContext check) => Missing(check, Purpose.TellsUsers);

    public static IEnumerable<Finding> AuditTrailNotChecked(CheckContext check) => Missing(check, Purpose.ChecksAuditTrail);

    /// <summary>Only where the plan goes on after the launch: a drill needs no hotline.</summary>
    public static IEnumerable<Finding> NoHotline(CheckContext check) =>
        GoesOnAfterLaunch(check) ? Missing(check, Purpose.OpensHotline) : [];

    public static IEnumerable<Finding> DataNotReconciled(CheckContext check)
    {
        if (check.Graph.HasCycle)
            return [];
        var proved = check.Graph.HasAfter(task => task.Purpose.Contains(Purpose.Reconciles));
        return from number in Enumerable.Range(0, check.Graph.Tasks.Count)
               let task = check.Graph.Tasks[number]
               where !task.IsRollback && task.Purpose.Contains(Purpose.MovesData) && !task.Purpose.Contains(Purpose.Reconciles) && !proved[number]
               select Finding.At(task, "purpose", task.Id);
    }

    public static IEnumerable<Finding> NoHypercareExit(CheckContext check)
    {
        if (GoesOnAfterLaunch(check) && !check.Plan.Forward.Any(EndsHypercare(check)))
            yield return new Finding("forward", null);
    }

    public static IEnumerable<Finding> StaffReleasedTooEarly(CheckContext check) => BeforeHypercareEnds(check, Purpose.ReleasesStaff);

    public static IEnumerable<Finding> DecommissionedTooEarly(CheckContext check) => BeforeHypercareEnds(check, Purpose.Decommissions);

    private static IEnumerable<Finding> BeforeHypercareEnds(CheckContext check, Purpose purpose)
    {
        var ends = EndsHypercare(check);
        if (check.Graph.HasCycle || !check.Plan.Forward.Any(ends))
            return [];
        var after = check.Graph.HasBefore(ends, withLead: false);
        return from number in Enumerable.Range(0, check.Graph.Tasks.Count)
               let task = check.Graph.Tasks[number]
               where !task.IsRollback && task.Purpose.Contains(purpose) && !after[number]
               select Finding.At(task, "purpose", task.Id);
    }

    /// <summary>What ends hypercare: the tasks that say so, else the gates after the launch phase.</summary>
    private static Func<PlanTask, bool> EndsHypercare(CheckContext check) =>
        check.Plan.Forward.Any(task => task.Purpose.Contains(Purpose.EndsHypercare))
            ? task => task.Purpose.Contains(Purpose.EndsHypercare)
            : task => task is { Kind: TaskKind.Gate, Phase: Phase.Stabilise or Phase.Monitor };

    private static IEnumerable<Finding> Missing(CheckContext check, Purpose purpose)
    {
        if (check.Plan.Forward.Count > 0 && !check.Plan.Forward.Any(task => task.Purpose.Contains(purpose)))
            yield return new Finding("forward", null);
    }

    private static bool GoesOnAfterLaunch(CheckContext check) =>
        check.Plan.Forward.Any(task => task.Phase is Phase.Stabilise or Phase.Monitor);
}
