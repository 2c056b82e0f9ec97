using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>A launch and its cutover plan (others say runbook): forward tasks and rollback tasks.</summary>
public sealed record Plan
{
    private Dictionary<string, PlanTask>? byId;

    public required Launch Launch { get; init; }
    public IReadOnlyList<string> Workstreams { get; init; } = [];
    public IReadOnlyList<PlanTask> Forward { get; init { field = value; byId = null; } } = [];
    public IReadOnlyList<PlanTask> Rollback { get; init { field = value; byId = null; } } = [];

    /// <summary>What the checks find and somebody lives with.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>All tasks, forward first.</summary>
    public IEnumerable<PlanTask> Tasks => Forward.Concat(Rollback);

    /// <summary>The task with this id; null if there is none. Of two with the same id the first is meant.</summary>
    public PlanTask? Task(string id)
    {
        if (byId is null)
        {
            var index = new Dictionary<string, PlanTask>(StringComparer.Ordinal);
            foreach (var task in Tasks)
                index.TryAdd(task.Id, task);
            byId = index;
        }
        return byId.GetValueOrDefault(id);
    }

    /// <summary>The shift at an instant; null when nobody is on. Where two overlap, the later one in the list.</summary>
    public Shift? ShiftAt(Instant instant, LaunchClock clock) =>
        Launch.Shifts.LastOrDefault(shift => clock.Resolve(shift.From) <= instant && instant < clock.Resolve(shift.To));

    /// <summary>
    /// The person whom <paramref name="personOrRole"/> means at an instant: the person with that id; the shift's
    /// manager or scribe; for a role its holder on shift, else the first listed. Null when it means nobody.
    /// </summary>
    public Person? Who(string? personOrRole, Instant instant, LaunchClock clock)
    {
        if (personOrRole is null)
            return null;
        if (Launch.Person(personOrRole) is { } person)
            return person;
        var shift = ShiftAt(instant, clock);
        switch (personOrRole)
        {
            case Roles.CutoverManager:
                return shift?.Manager is { } manager ? Launch.Person(manager) : null;
            case Roles.Scribe:
                return shift?.Scribe is { } scribe ? Launch.Person(scribe) : null;
        }
        var holders = Launch.People.Where(candidate => candidate.Roles.Contains(personOrRole)).ToList();
        return holders.FirstOrDefault(holder => shift is not null && (shift.Manager == holder.Id || shift.Scribe == holder.Id || shift.On.Contains(holder.Id)))
            ?? holders.FirstOrDefault();
    }
}
