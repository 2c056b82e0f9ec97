using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>A plan as its page shows it: an outline in time, and what the checks say.</summary>
public sealed class PlanView
{
    /// <summary>As many trials as the room takes: the same figures on both pages.</summary>
    private const int Trials = 2000;

    private readonly Schedule schedule;

    public PlanView(PlanVersion version, Texts texts, Instant now)
    {
        (Version, Texts) = (version, texts);
        var clock = version.Plan.Launch.Clock();
        Times = new TimeText(texts, clock.Zone, clock.T0);
        T0 = clock.T0;
        Closes = clock.Resolve(version.Plan.Launch.Window.Closes);
        schedule = Scheduler.Compute(version.Plan, clock);
        Problems = ProblemsOf(version.Texts, now);
        if (schedule.Cycle.Count == 0 && version.Plan.Forward.Count > 0)
            Forecast = Simulation.Run(version.Plan, clock, null, new SimulationOptions(Trials) { TaskTimes = false, Rollback = false });
        Groups = GroupsOf(version.Plan);
    }

    public PlanVersion Version { get; }

    public Texts Texts { get; }

    public TimeText Times { get; }

    public Instant T0 { get; }

    public Instant Closes { get; }

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Null for a plan that cannot be scheduled.</summary>
    public Forecast? Forecast { get; }

    public IReadOnlyList<PlanGroup> Groups { get; }

    /// <summary>The length of the critical path.</summary>
    public Duration CriticalLength => schedule.EarliestFinish - schedule.EarliestStart;

    public static IReadOnlyList<Problem> ProblemsOf(PlanTexts texts, Instant now)
    {
        var reading = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml);
        return reading.Plan is { } plan
            ? reading.ProblemsWith(PlanChecks.Run(plan, reading.Source, now, reading.HasClock))
            : reading.Problems;
    }

    public string Title(string task) => Version.Plan.Task(task)?.Title.In(Texts.Language) ?? task;

    public string Name(string? personOrRole) =>
        personOrRole is null ? ""
        : Version.Plan.Launch.Person(personOrRole)?.Name
        ?? (Texts.Has($"roles.{personOrRole}") ? Texts[$"roles.{personOrRole}"] : personOrRole);

    public string Workstream(string? workstream) =>
        workstream is null ? ""
        : Texts.Has($"workstreams.{workstream}") ? Texts[$"workstreams.{workstream}"]
        : char.ToUpperInvariant(workstream[0]) + workstream[1..].Replace('-', ' ');

    private List<PlanGroup> GroupsOf(Plan plan)
    {
        var groups = new List<PlanGroup>();
        foreach (var phase in Enum.GetValues<Phase>())
        {
            var rows = plan.Forward.Where(task => task.Phase == phase)
                .OrderBy(task => schedule.Task(task.Id)?.PlannedStart)
                .Select((task, index) => new PlanRow($"{(int)phase + 1}.{index + 1}", task, schedule.Task(task.Id)))
                .ToList();
            if (rows.Count > 0)
                groups.Add(new PlanGroup(Texts[$"plan.phase-{Kebab.Of(phase)}"], rows[0].Times?.PlannedStart, rows));
        }
        if (plan.Rollback.Count > 0)
            groups.Add(new PlanGroup(Texts["plan.rollback"], null, [.. plan.Rollback.Select((task, index) => new PlanRow($"R.{index + 1}", task, null))]));
        return groups;
    }
}

/// <summary>A phase, or the rollback plan.</summary>
/// <param name="Start">When its first task starts; null for the rollback.</param>
public sealed record PlanGroup(string Name, Instant? Start, IReadOnlyList<PlanRow> Rows);

/// <param name="Number">As people say it: 2.14.</param>
/// <param name="Times">Null where there is no schedule: a cycle, a rollback task.</param>
public sealed record PlanRow(string Number, PlanTask Task, ScheduledTask? Times);
