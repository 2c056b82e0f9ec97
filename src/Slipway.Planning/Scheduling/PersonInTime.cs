using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>Whom a role means over time: it changes where a shift begins or ends.</summary>
/// <param name="From">When each holder begins; the first begins at minus infinity.</param>
/// <param name="Holder">The person's index from then on; -1 for nobody.</param>
internal sealed record RoleInTime(double[] From, int[] Holder)
{
    public int At(double time)
    {
        var i = From.Length - 1;
        while (i > 0 && From[i] > time)
            i--;
        return Holder[i];
    }

    /// <summary>When somebody else holds it, after a time.</summary>
    public double NextChange(double time)
    {
        foreach (var change in From)
        {
            if (change > time)
                return change;
        }
        return double.PositiveInfinity;
    }
}

/// <summary>Turns the names in a plan (people, roles) into indices, asking the plan once for each name and shift.</summary>
internal sealed class PeopleIndex(Plan plan, LaunchClock clock, TimeAxis axis)
{
    private readonly Dictionary<string, int> people = IndexOf(plan);
    private readonly Dictionary<string, int> roleByName = new(StringComparer.Ordinal);
    private readonly List<RoleInTime> roles = [];
    private Instant[]? changes;

    public IReadOnlyList<RoleInTime> Roles => roles;

    /// <summary>A person's index, or the complement of a role's.</summary>
    public int Party(string name)
    {
        if (people.TryGetValue(name, out var person))
            return person;
        if (!roleByName.TryGetValue(name, out var role))
        {
            role = roles.Count;
            roles.Add(InTime(name));
            roleByName.Add(name, role);
        }
        return ~role;
    }

    private RoleInTime InTime(string name)
    {
        changes ??= [.. plan.Launch.Shifts
            .SelectMany(shift => new[] { clock.Resolve(shift.From), clock.Resolve(shift.To) }).Distinct().Order()];
        var from = new List<double> { double.NegativeInfinity };
        var holder = new List<int> { Holder(Instant.MinValue) };
        foreach (var change in changes)
        {
            var next = Holder(change);
            if (next == holder[^1])
                continue;
            from.Add(axis.Of(change));
            holder.Add(next);
        }
        return new RoleInTime([.. from], [.. holder]);

        int Holder(Instant at) => plan.Who(name, at, clock) is { } person ? people[person.Id] : -1;
    }

    /// <summary>Each person's place in the launch's list, or that of whoever does everything instead.</summary>
    private static Dictionary<string, int> IndexOf(Plan plan)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Launch.People.Count; i++)
            index.TryAdd(plan.Launch.People[i].Id, i);
        foreach (var (person, i) in plan.StandIns.Select(pair => (pair.Key, index[pair.Value])).ToList())
            index[person] = i;
        return index;
    }
}
