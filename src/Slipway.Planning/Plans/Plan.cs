using NodaTime;
using Slipway.Planning.Automation;

namespace Slipway.Planning.Plans;

/// <summary>A launch and its cutover plan (others say runbook): forward tasks and rollback tasks.</summary>
public sealed record Plan
{
    private Dictionary<string, PlanTask>? byId;
    private PeopleByClock? people;

    public required Launch Launch { get; init { field = value; people = null; } }
    public IReadOnlyList<string> Workstreams { get; init; } = [];
    public IReadOnlyList<PlanTask> Forward { get; init { field = value; byId = null; } } = [];
    public IReadOnlyList<PlanTask> Rollback { get; init { field = value; byId = null; } } = [];

    /// <summary>Ways through the service that tasks walk.</summary>
    public IReadOnlyList<Journey> Journeys { get; init; } = [];

    /// <summary>What the checks find and somebody lives with.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>In a run, who does everything instead of whom; a plan that nobody plays knows of nobody.</summary>
    public IReadOnlyDictionary<string, string> StandIns { get; init; } = new Dictionary<string, string>();

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
    public Shift? ShiftAt(Instant instant, LaunchClock clock) => People(clock).Duty.At(instant)?.Shift;

    /// <summary>The person whom <paramref name="personOrRole"/> means at an instant, as <see cref="PeopleDirectory.Who"/> says.</summary>
    public Person? Who(string? personOrRole, Instant instant, LaunchClock clock) =>
        personOrRole is null ? null : People(clock).Who(personOrRole, instant);

    /// <summary>The launch's people by a clock; kept, for a run asks by one clock all the time.</summary>
    public PeopleDirectory People(LaunchClock clock)
    {
        if (people is not { } known || known.Clock != clock)
            people = known = new(clock, new PeopleDirectory(Launch, clock));
        return known.People;
    }

    private sealed record PeopleByClock(LaunchClock Clock, PeopleDirectory People);
}
