using System.Collections.Concurrent;
using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>Finds people quickly, whatever the number of people and shifts.</summary>
public sealed class PeopleDirectory
{
    private readonly Dictionary<string, Person> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Person>> byRole = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Shift, string Role), Person> onShift = [];
    private readonly Dictionary<string, IReadOnlyList<string>> members = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Person> managers;
    private readonly IReadOnlyList<Person> scribes;

    public PeopleDirectory(Launch launch, LaunchClock clock)
    {
        foreach (var person in launch.People)
        {
            if (!byId.TryAdd(person.Id, person))
                continue;
            foreach (var role in person.Roles)
            {
                if (!byRole.TryGetValue(role, out var holders))
                    byRole[role] = holders = [];
                holders.Add(person);
            }
        }
        foreach (var team in launch.Teams)
            members.TryAdd(team.Id, team.Members);
        Duty = new DutyRoster(launch, clock);
        managers = Named(launch.Shifts.Select(shift => shift.Manager));
        scribes = Named(launch.Shifts.Select(shift => shift.Scribe));
    }

    public DutyRoster Duty { get; }

    public Person? Person(string id) => byId.GetValueOrDefault(id);

    public IReadOnlyList<Person> HoldersOf(string role) => byRole.GetValueOrDefault(role) ?? [];

    /// <summary>Whether a task may name this at all: a person of the launch, or a role.</summary>
    public bool IsKnown(string personOrRole) => byId.ContainsKey(personOrRole) || Roles.OfTasks.Contains(personOrRole);

    /// <summary>Everybody whom this can mean at some time: the person, the role's holders, the shifts' managers or scribes.</summary>
    public IReadOnlyList<Person> MayMean(string personOrRole)
    {
        if (byId.TryGetValue(personOrRole, out var person))
            return [person];
        return personOrRole switch
        {
            Roles.CutoverManager => managers,
            Roles.Scribe => scribes,
            _ => HoldersOf(personOrRole),
        };
    }

    /// <summary>Everybody whom this can mean at some time where a team may stand too: as <see cref="MayMean"/>, or the team's members.</summary>
    public IReadOnlyList<Person> Among(string personRoleOrTeam) =>
        !IsKnown(personRoleOrTeam) && members.TryGetValue(personRoleOrTeam, out var ids) ? Named(ids) : MayMean(personRoleOrTeam);

    /// <summary>Whether two names can only mean one and the same person.</summary>
    public bool SurelyMeanTheSame(string one, string other)
    {
        if (one == other)
            return true;
        return MayMean(one) is [var first] && MayMean(other) is [var second] && first == second;
    }

    /// <summary>
    /// The person whom this means at an instant: the person with that id; the shift's manager or scribe; for a role its
    /// holder on shift, else the first listed. Null when it means nobody.
    /// </summary>
    public Person? Who(string personOrRole, Instant instant)
    {
        if (byId.TryGetValue(personOrRole, out var person))
            return person;
        var duty = Duty.At(instant);
        switch (personOrRole)
        {
            case Roles.CutoverManager:
                return duty?.Shift.Manager is { } manager ? Person(manager) : null;
            case Roles.Scribe:
                return duty?.Shift.Scribe is { } scribe ? Person(scribe) : null;
        }
        var holders = HoldersOf(personOrRole);
        return holders.Count == 0 ? null : holders.Count == 1 || duty is null ? holders[0] : OnShift(personOrRole, holders, duty);
    }

    private Person OnShift(string role, IReadOnlyList<Person> holders, TimedShift duty) => onShift.GetOrAdd((duty.Number, role), _ =>
    {
        var present = duty.Shift.On.Append(duty.Shift.Manager).Append(duty.Shift.Scribe).ToHashSet();
        return holders.FirstOrDefault(candidate => present.Contains(candidate.Id)) ?? holders[0];
    });

    private List<Person> Named(IEnumerable<string?> ids) =>
        [.. ids.OfType<string>().Distinct().Select(Person).OfType<Person>()];
}
