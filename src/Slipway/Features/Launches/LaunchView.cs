using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Formats.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches;

/// <summary>What the launch page knows: computed, never typed.</summary>
public sealed class LaunchView
{
    private const int MostNext = 6;

    private readonly Schedule schedule;
    private readonly LaunchClock clock;

    /// <summary>The forward tasks that have times: none while some wait for one another in a circle, which the checks say.</summary>
    private readonly IReadOnlyList<PlanTask> placed;

    public LaunchView(PlanVersion version, IReadOnlyList<PastRun> runs, Texts texts, Instant now)
    {
        (Version, Runs, Texts, Now) = (version, runs, texts, now);
        clock = version.Plan.Launch.Clock();
        schedule = Scheduler.Compute(version.Plan, clock);
        placed = schedule.Cycle.Count > 0 ? [] : Plan.Forward;
        Times = new TimeText(texts, clock.Zone, clock.T0);
        Problems = PlanReader.Read(version.Texts.LaunchYaml, version.Texts.CutoverYaml) is var reading
            ? reading.ProblemsWith(PlanChecks.Run(version.Plan, reading.Source, now, reading.HasClock))
            : [];
    }

    public PlanVersion Version { get; }

    public Plan Plan => Version.Plan;

    public IReadOnlyList<PastRun> Runs { get; }

    public Texts Texts { get; }

    public TimeText Times { get; }

    public Instant Now { get; }

    public IReadOnlyList<Problem> Problems { get; }

    public Instant T0 => clock.T0;

    public Instant Opens => clock.Resolve(Plan.Launch.Window.Opens);

    public Instant Closes => clock.Resolve(Plan.Launch.Window.Closes);

    public string Name => Plan.Launch.Title.In(Texts.Language);

    /// <summary>One sentence that a minister can read aloud, and what stands behind it.</summary>
    public (ShownState Hue, string Sentence, string Detail) Verdict
    {
        get
        {
            var errors = Problems.Count(problem => problem.Severity == Severity.Error);
            var last = Runs.LastOrDefault(run => run is { Live: false, Open: false });
            var live = Runs.LastOrDefault(run => run.Live);
            if (live is { Open: true })
                return (ShownState.Running, Texts["launch.verdict-live"], Texts["launch.verdict-live-detail"]);
            if (live is { State: "complete" })
                return (ShownState.Done, Texts[live.Inside == true ? "launch.verdict-launched" : "launch.verdict-launched-outside"], "");
            if (errors > 0)
                return (ShownState.Late, Texts.Format("launch.verdict-errors", ("n", errors)), Texts["launch.verdict-errors-detail"]);
            if (last is null)
                return (ShownState.Waiting, Texts["launch.verdict-unrehearsed"], Texts["launch.verdict-unrehearsed-detail"]);
            if (last.Inside != true)
                return (ShownState.Late, Texts["launch.verdict-rehearsal-failed"], Texts["launch.verdict-rehearsal-failed-detail"]);
            return Version.Summary.Baseline
                ? (ShownState.Done, Texts["launch.verdict-ready"], "")
                : (ShownState.Waiting, Texts["launch.verdict-no-baseline"], Texts["launch.verdict-no-baseline-detail"]);
        }
    }

    public Drawing Axis => AxisChart.Draw(
        new AxisModel
        {
            T0 = T0,
            WindowOpens = Opens,
            WindowCloses = Closes,
            Now = Now,
            Gates = [.. placed.Where(task => task.Kind == TaskKind.Gate).Select(task => Of(task).PlannedFinish)],
            NoReturn = placed.Where(task => task.NoReturn).Select(task => (Instant?)Of(task).PlannedStart).Min(),
            Lanes = Lanes(),
        },
        Texts,
        Times);

    public Drawing? RunsDrawing => Runs.Any(run => run is { P10: not null, P50: not null, P90: not null })
        ? RunsChart.Draw(new RunsModel([.. Runs.Where(run => run is { P10: not null, P50: not null, P90: not null }).Select(Row)], Closes - T0), Texts)
        : null;

    /// <summary>What comes next, and who has to do it.</summary>
    public IReadOnlyList<(PlanTask Task, Instant Start, string Who)> Next =>
        [.. placed
            .Where(task => task.Kind is TaskKind.Task or TaskKind.Checkpoint or TaskKind.Gate && Of(task).PlannedFinish >= Now)
            .Select(task => (Task: task, Of(task).PlannedStart, Who: Who(task)))
            .OrderBy(item => item.PlannedStart)
            .Take(MostNext)];

    public string RoleName(Person person) => string.Join(Texts["chart.list-separator"], person.Roles.Select(role => Texts[$"roles.{role}"]));

    private List<AxisLane> Lanes()
    {
        var lanes = new List<AxisLane>();
        foreach (var workstream in Plan.Workstreams)
        {
            var tasks = placed.Where(task => task.Workstream == workstream).ToList();
            // Minute by minute is the room's; here the launch phase of a workstream is one bar.
            var launch = tasks.Where(task => task.Phase == Phase.Launch).ToList();
            var items = tasks.Where(task => task.Phase != Phase.Launch && task.Kind != TaskKind.Milestone)
                .Select(task => new AxisItem(task.Title.In(Texts.Language), State(task), Of(task).PlannedStart, Of(task).PlannedFinish))
                .ToList();
            if (launch.Count > 0)
            {
                items.Add(new AxisItem(
                    Texts.Format("launch.launch-tasks", ("n", launch.Count)),
                    Now > launch.Max(task => Of(task).PlannedFinish) ? ShownState.Done : ShownState.Planned,
                    launch.Min(task => Of(task).PlannedStart),
                    launch.Max(task => Of(task).PlannedFinish)));
            }
            if (items.Count > 0)
                lanes.Add(new AxisLane(WorkstreamName(workstream), items));
        }
        return lanes;
    }

    private string WorkstreamName(string workstream) =>
        Texts.Has($"workstreams.{workstream}") ? Texts[$"workstreams.{workstream}"] : char.ToUpperInvariant(workstream[0]) + workstream[1..].Replace('-', ' ');

    private ShownState State(PlanTask task) =>
        Of(task).PlannedFinish < Now ? ShownState.Done : Of(task).PlannedStart <= Now ? ShownState.Running : ShownState.Planned;

    private RunRow Row(PastRun run) => new(
        Texts.Format(run.Live ? "launch.run-live" : "launch.run-rehearsal", ("number", run.Number), ("date", Times.ShortDate(run.Begun ?? run.T0))),
        run.P10!.Value - run.T0,
        run.P50!.Value - run.T0,
        run.P90!.Value - run.T0,
        run.Finished is { } finished ? finished - run.T0 : null,
        run.Live);

    private string Who(PlanTask task)
    {
        var named = task.Kind == TaskKind.Gate ? task.Gate?.Decider : task.Owner;
        return Plan.Who(named, Of(task).PlannedStart, clock)?.Name ?? (named is not null && Texts.Has($"roles.{named}") ? Texts[$"roles.{named}"] : named ?? "");
    }

    private ScheduledTask Of(PlanTask task) => schedule.Task(task.Id)!;
}
