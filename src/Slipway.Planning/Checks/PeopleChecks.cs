using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Who does what, and who stands in.</summary>
internal static class PeopleChecks
{
    public static IEnumerable<Finding> UnknownPerson(CheckContext check) =>
        from mention in PersonMention.In(check)
        where mention.MayBeRole ? !check.People.IsKnown(mention.Name) : check.People.Person(mention.Name) is null
        where !mention.MayBeTeam || check.Launch.Team(mention.Name) is null
        select new Finding(mention.Path, mention.Task, mention.Name, check.Suggest(mention.Name, mention.MayBeRole ? check.PersonAndRoleIds : check.PersonIds));

    public static IEnumerable<Finding> RoleWithoutHolder(CheckContext check) =>
        from mention in PersonMention.In(check)
        where mention.MayBeRole && Roles.OfTasks.Contains(mention.Name) && check.People.MayMean(mention.Name).Count == 0
        select new Finding(mention.Path, mention.Task, mention.Name);

    public static IEnumerable<Finding> UnknownRole(CheckContext check) =>
        from person in check.Launch.People.Select((person, number) => (person, number))
        from role in person.person.Roles.Select((role, number) => (role, number))
        where !Roles.OfPeople.Contains(role.role)
        select new Finding($"launch/people/{person.number}/roles/{role.number}", null, role.role, check.Suggest(role.role, Roles.OfPeople));

    public static IEnumerable<Finding> UnknownTeam(CheckContext check)
    {
        var teams = check.Launch.Teams.Select(team => team.Id).ToHashSet();
        return from task in check.Graph.Tasks
               where task.Team is { } team && !teams.Contains(team)
               select Finding.At(task, "team", task.Team!, check.Suggest(task.Team!, teams));
    }

    public static IEnumerable<Finding> UnknownWorkstream(CheckContext check)
    {
        var workstreams = check.Plan.Workstreams.ToHashSet();
        return from task in check.Graph.Tasks
               where task.Workstream is { } workstream && !workstreams.Contains(workstream)
               select Finding.At(task, "workstream", task.Workstream!, check.Suggest(task.Workstream!, workstreams));
    }

    public static IEnumerable<Finding> NoOwner(CheckContext check) =>
        from task in check.Graph.Tasks
        where NeedsOwner(task) && task.Owner is null
        select Finding.At(task, "owner", task.Id);

    /// <summary>A standing deputy of the owner serves, and so does a second holder of the owning role.</summary>
    public static IEnumerable<Finding> NoDeputy(CheckContext check) =>
        from task in check.Graph.Tasks
        where NeedsOwner(task) && task.Owner is not null && task.Deputy is null && task.Who.Count < 2
        where check.People.MayMean(task.Owner!) is [{ Deputy: null }]
        select Finding.At(task, "deputy", task.Id, task.Owner!);

    public static IEnumerable<Finding> OwnerIsDeputy(CheckContext check)
    {
        for (var i = 0; i < check.Launch.People.Count; i++)
        {
            if (check.Launch.People[i] is { Deputy: { } deputy } person && deputy == person.Id)
                yield return new Finding($"launch/people/{i}/deputy", null, person.Id);
        }
        foreach (var task in check.Graph.Tasks)
        {
            if (task is { Owner: { } owner, Deputy: { } deputy } && check.People.SurelyMeanTheSame(owner, deputy))
                yield return Finding.At(task, "deputy", deputy);
        }
    }

    public static IEnumerable<Finding> OwnerNotInTeam(CheckContext check)
    {
        var teams = check.Launch.Teams.DistinctBy(team => team.Id).ToDictionary(team => team.Id, team => team.Members.ToHashSet());
        var strangers = new Dictionary<(string Owner, string Team), bool>();
        foreach (var task in check.Graph.Tasks)
        {
            if (task is not { Owner: { } owner, Team: { } team } || !teams.TryGetValue(team, out var members))
                continue;
            if (!strangers.TryGetValue((owner, team), out var isStranger))
            {
                var owners = check.People.MayMean(owner);
                strangers[(owner, team)] = isStranger = owners.Count > 0 && !owners.Any(person => members.Contains(person.Id));
            }
            if (isStranger)
                yield return Finding.At(task, "owner", owner, team);
        }
    }

    public static IEnumerable<Finding> VerifierIsOwner(CheckContext check) =>
        from task in check.Graph.Tasks
        where task.VerifiedBy is not null
        from doer in task.Who.Count > 0 ? task.Who : task.Owner is { } owner ? [owner] : []
        where check.People.SurelyMeanTheSame(task.VerifiedBy!, doer)
        select Finding.At(task, "verifiedBy", task.VerifiedBy!, task.Id);

    public static IEnumerable<Finding> EscalatesToOwner(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { Escalate: not null, Owner: not null } && check.People.SurelyMeanTheSame(task.Escalate.To, task.Owner)
        select Finding.At(task, "escalate/to", task.Escalate!.To, task.Id);

    public static IEnumerable<Finding> TooFewPeople(CheckContext check) =>
        from task in check.Graph.Tasks
        from end in new[] { (Key: "start", Rule: task.StartBy), (Key: "end", Rule: task.EndBy) }
        let there = Math.Max(1, task.Who.Count)
        where end.Rule.Rule == AttendanceRule.Number && end.Rule.Number > there
        select Finding.At(task, end.Key, $"{end.Rule.Number}", $"{there}");

    public static IEnumerable<Finding> NoPhone(CheckContext check)
    {
        var needed = check.Graph.Tasks
            .Where(task => task.Phase == Phase.Launch)
            .SelectMany(task => task.Who.Append(task.Owner).Concat(task.Gate?.Voters ?? []).Append(task.Gate?.Decider))
            .OfType<string>()
            .ToHashSet();
        for (var i = 0; i < check.Launch.People.Count; i++)
        {
            var person = check.Launch.People[i];
            if (person.Phone is null && (needed.Contains(person.Id) || person.Roles.Any(role => needed.Contains(role) && check.People.HoldersOf(role)[0] == person)))
                yield return new Finding($"launch/people/{i}", null, person.Id);
        }
    }

    private static bool NeedsOwner(PlanTask task) => task.Kind is TaskKind.Task or TaskKind.Checkpoint;
}
