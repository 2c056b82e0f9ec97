using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Every place where a plan names a person.</summary>
/// <param name="Path">Where, as in <see cref="PlanSource"/>.</param>
/// <param name="Task">The id of the task that names them; null in <c>launch.yaml</c>.</param>
/// <param name="Name">What is written there.</param>
/// <param name="MayBeRole">Whether a role may stand there too.</param>
internal sealed record PersonMention(string Path, string? Task, string Name, bool MayBeRole)
{
    /// <summary>Whether a team may stand there too.</summary>
    public bool MayBeTeam { get; private init; }

    public static IEnumerable<PersonMention> In(CheckContext check) =>
        InLaunch(check.Launch).Concat(check.Graph.Tasks.SelectMany(In));

    private static IEnumerable<PersonMention> InLaunch(Launch launch)
    {
        for (var i = 0; i < launch.People.Count; i++)
        {
            if (launch.People[i].Deputy is { } deputy)
                yield return new($"launch/people/{i}/deputy", null, deputy, false);
        }
        for (var i = 0; i < launch.Teams.Count; i++)
        {
            for (var j = 0; j < launch.Teams[i].Members.Count; j++)
                yield return new($"launch/teams/{i}/members/{j}", null, launch.Teams[i].Members[j], false);
        }
        for (var i = 0; i < launch.Shifts.Count; i++)
        {
            if (launch.Shifts[i].Manager is { } manager)
                yield return new($"launch/shifts/{i}/manager", null, manager, false);
            if (launch.Shifts[i].Scribe is { } scribe)
                yield return new($"launch/shifts/{i}/scribe", null, scribe, false);
            for (var j = 0; j < launch.Shifts[i].On.Count; j++)
                yield return new($"launch/shifts/{i}/on/{j}", null, launch.Shifts[i].On[j], false);
        }
    }

    private static IEnumerable<PersonMention> In(PlanTask task)
    {
        if (task.Owner is { } owner)
            yield return Of(task, "owner", owner);
        if (task.Deputy is { } deputy)
            yield return Of(task, "deputy", deputy);
        for (var i = 0; i < task.Who.Count; i++)
            yield return Of(task, $"who/{i}", task.Who[i]);
        if (task.VerifiedBy is { } verifier)
            yield return Of(task, "verifiedBy", verifier);
        if (task.Escalate is { } escalation)
            yield return Of(task, "escalate/to", escalation.To);
        if (task.Work?.With is NotifySettings notify)
        {
            for (var i = 0; i < notify.To.Count; i++)
                yield return Of(task, $"with/to/{i}", notify.To[i]) with { MayBeTeam = true };
        }
        if (task.Gate is not { } gate)
            yield break;
        for (var i = 0; i < gate.Voters.Count; i++)
            yield return Of(task, $"voters/{i}", gate.Voters[i]);
        if (gate.Decider is { } decider)
            yield return Of(task, "decider", decider);
        for (var i = 0; i < gate.Criteria.Count; i++)
        {
            if (gate.Criteria[i].Met is CriterionTest.SaidBy said)
                yield return Of(task, $"criteria/{i}/met/by", said.PersonOrRole);
        }
    }

    private static PersonMention Of(PlanTask task, string key, string name) => new($"{task.Path}/{key}", task.Id, name, true);
}
