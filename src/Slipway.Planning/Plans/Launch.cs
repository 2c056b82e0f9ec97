using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>What <c>launch.yaml</c> says: the service, its T-0, its window, and who is there.</summary>
public sealed record Launch
{
    public required string Id { get; init; }
    public required LocalizedText Title { get; init; }
    public LocalizedText? Owner { get; init; }
    public required DateTimeZone Zone { get; init; }

    /// <summary>The planned start of the cutover, on the wall clock of <see cref="Zone"/>.</summary>
    public required PlanTime.WallClock T0 { get; init; }

    public required CutoverWindow Window { get; init; }

    /// <summary>Change freezes: nothing but the plan may change production in them.</summary>
    public IReadOnlyList<TimeSpanInPlan> Freezes { get; init; } = [];

    public Bridge? Bridge { get; init; }

    /// <summary>Language tags in which the launch speaks; the first one is the default.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    public IReadOnlyList<Person> People { get; init; } = [];
    public IReadOnlyList<Team> Teams { get; init; } = [];
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>Where automated tasks act in earnest: values for their placeholders by name; null where the plan names none.</summary>
    public IReadOnlyDictionary<string, string>? LiveEnvironment { get; init; }

    /// <summary>Where they act in rehearsals; null where there is no such place, and they are played.</summary>
    public IReadOnlyDictionary<string, string>? RehearsalEnvironment { get; init; }

    /// <summary>The launch's clock for the planned T-0, or for a rehearsal's.</summary>
    public LaunchClock Clock(Instant? t0 = null) => new(Zone, T0, t0);

    /// <summary>The person with this id; null if there is none.</summary>
    public Person? Person(string id) => People.FirstOrDefault(person => person.Id == id);

    public Team? Team(string id) => Teams.FirstOrDefault(team => team.Id == id);
}

/// <summary>From when to when the service may be worked on, and the reserve kept at its end for a rollback.</summary>
public sealed record CutoverWindow(PlanTime Opens, PlanTime Closes, PlanDuration Contingency);

/// <summary>From one point of a plan to another.</summary>
public sealed record TimeSpanInPlan(PlanTime From, PlanTime To)
{
    /// <summary>The plan's notation: <c>T-5d/T+2d</c>.</summary>
    public override string ToString() => $"{From}/{To}";
}

/// <summary>The command centre's telephone bridge and meeting room.</summary>
public sealed record Bridge(string? Phone, string? Url);

/// <summary>Somebody who takes part in the launch.</summary>
public sealed record Person(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    string? Deputy = null,
    string? Email = null,
    string? Phone = null,
    string? Language = null);

/// <summary>People who work together and keep the same hours. No hours: always there.</summary>
public sealed record Team(
    string Id,
    LocalizedText? Title,
    IReadOnlyList<string> Members,
    IReadOnlyList<WeeklyHours> Hours,
    IReadOnlyList<TimeSpanInPlan> Closed);

/// <summary>Who manages the cutover and who keeps its record from one time to another.</summary>
/// <param name="From">Start, included.</param>
/// <param name="To">End, not included.</param>
/// <param name="Manager">The cutover manager.</param>
/// <param name="Scribe">The scribe, who may act for anyone.</param>
/// <param name="On">Others on duty: the holders on shift of their roles.</param>
public sealed record Shift(PlanTime From, PlanTime To, string? Manager, string? Scribe, IReadOnlyList<string> On);
