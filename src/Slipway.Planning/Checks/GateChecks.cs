using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Decisions: who makes them, on what, and before what.</summary>
internal static class GateChecks
{
    public static IEnumerable<Finding> NoCriteria(CheckContext check) =>
        from gate in Gates(check)
        where gate.Rules.Criteria.Count == 0
        select Finding.At(gate.Task, "criteria", gate.Task.Id);

    public static IEnumerable<Finding> NoVoters(CheckContext check) =>
        from gate in Gates(check)
        where gate.Rules.Voters.Count == 0
        select Finding.At(gate.Task, "voters", gate.Task.Id);

    public static IEnumerable<Finding> NoDecider(CheckContext check) =>
        from gate in Gates(check)
        where gate.Rules.Decider is null
        select Finding.At(gate.Task, "decider", gate.Task.Id);

    public static IEnumerable<Finding> DeciderAloneVotes(CheckContext check) =>
        from gate in Gates(check)
        where gate.Rules.Decider is { } decider && gate.Rules.Voters.Count > 0
            && gate.Rules.Voters.All(voter => check.People.SurelyMeanTheSame(voter, decider))
        select Finding.At(gate.Task, "voters", gate.Rules.Decider!, gate.Task.Id);

    public static IEnumerable<Finding> QuorumTooLarge(CheckContext check) =>
        from gate in Gates(check)
        where gate.Rules.Quorum > gate.Rules.Voters.Count && gate.Rules.Voters.Count > 0
        select Finding.At(gate.Task, "quorum", $"{gate.Rules.Quorum}", $"{gate.Rules.Voters.Count}");

    public static IEnumerable<Finding> DecidesNothing(CheckContext check) =>
        from gate in Gates(check)
        where gate.Task.Phase == Phase.Launch && check.Graph.SuccessorsOf(gate.Number).Count == 0
        select Finding.At(gate.Task, "", gate.Task.Id);

    public static IEnumerable<Finding> EvidenceAfterGate(CheckContext check)
    {
        var asked = (from gate in Gates(check)
                     from criterion in gate.Rules.Criteria.Select((criterion, number) => (criterion, number))
                     let evidence = (criterion.criterion.Met as CriterionTest.TaskDone)?.Task
                     where evidence is not null
                     let task = check.Graph.Find(evidence)
                     where task is not null
                     select (gate, criterion.criterion, criterion.number, task: task.Value)).ToList();
        var known = check.Graph.Reaches([.. asked.Select(question => (question.task, question.gate.Number))]);
        for (var i = 0; i < asked.Count; i++)
        {
            var (gate, criterion, number, evidence) = asked[i];
            if (known[i])
                continue;
            var task = check.Graph.Tasks[evidence];
            yield return Finding.At(gate.Task, $"criteria/{number}/met/task", criterion.Id, task.Id, gate.Task.Id) with
            {
                Severity = criterion.Must ? null : Severity.Warning,
                OtherTasks = [task.Id],
            };
        }
    }

    public static IEnumerable<Finding> NoGateBeforeNoReturn(CheckContext check)
    {
        if (check.Graph.HasCycle)
            return [];
        var decided = check.Graph.HasBefore(task => task.Kind == TaskKind.Gate);
        var already = check.Graph.HasBegunBefore(task => task.NoReturn);
        return from number in Enumerable.Range(0, check.Graph.Tasks.Count)
               let task = check.Graph.Tasks[number]
               where task is { NoReturn: true, IsRollback: false } && !decided[number] && !already[number]
               select Finding.At(task, "noReturn", task.Id);
    }

    public static IEnumerable<Finding> NoGateBeforeGoLive(CheckContext check)
    {
        if (check.Graph.HasCycle)
            return [];
        var decided = check.Graph.HasBefore(task => task.Kind == TaskKind.Gate);
        return from number in Enumerable.Range(0, check.Graph.Tasks.Count)
               let task = check.Graph.Tasks[number]
               where task is { GoLive: true, IsRollback: false } && !decided[number]
               select Finding.At(task, "", task.Id);
    }

    private static IEnumerable<(int Number, PlanTask Task, GateRules Rules)> Gates(CheckContext check)
    {
        for (var number = 0; number < check.Graph.Tasks.Count; number++)
        {
            var task = check.Graph.Tasks[number];
            if (task.Kind == TaskKind.Gate)
                yield return (number, task, task.Gate ?? new GateRules([], null, null, []));
        }
    }
}
