using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches;

/// <summary>What the launch page knows: computed, never typed.</summary>
public sealed class LaunchView
{
    private const int MostNext = 6;

    private readonly Schedule schedule;
    private readonly LaunchClock clock;

    /// <summary>How the tasks stand that the live run played; empty while there is none.</summary>
    private readonly Dictionary<string, ShownState> happened;

    /// <summary>The forward tasks that have times: none while there is no schedule, and the checks say why.</summary>
    private readonly IReadOnlyList<PlanTask> placed;

    public LaunchView(PlanVersion version, PlanAnswer answer, IReadOnlyList<PastRun> runs, Texts texts, Instant now)
    {
        (Version, Runs, Texts, Now) = (version, runs, texts, now);
        clock = version.Plan.Launch.Clock();
        schedule = answer.Schedule;
        happened = (runs.LastOrDefault(run => run.Live)?.Tasks ?? new Dictionary<string, string>()).ToDictionary(task => task.Key, task => Enum.Parse<ShownState>(task.Value, ignoreCase: true));
        placed = schedule.Exists ? Plan.Forward : [];
        Times = new TimeText(texts, clock.Zone, clock.T0);
        Problems = answer.ProblemsAt(now);
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
            var live = Runs.LastOrDefault(run => run.Live);
            if (live is { Open: true })
                return (ShownState.Running, Texts["launch.verdict-live"], Texts["launch.verdict-live-detail"]);
            if (live is { State: "complete" } && Plan.Forward.Any(task => task.GoLive && happened.GetValueOrDefault(task.Id) == ShownState.Skipped))
                return (ShownState.Late, Texts["launch.verdict-not-opened"], "");
            if (live is { State: "complete" })
                return (ShownState.Done, Texts[live.Inside == true ? "launch.verdict-launched" : "launch.verdict-launched-outside"], "");
            var rehearsals = Runs.Where(run => run is { Live: false, Open: false }).ToList();
            var ofThis = rehearsals.Where(run => run.PlanHash == Version.Hash).ToList();
            var whole = ofThis.LastOrDefault(run => run.WholeLaunch);
            if (live is { State: "rolled-back" } && !(whole?.Number > live.Number))
                return (ShownState.Rollback, Texts["launch.verdict-rolled-back"], Texts["launch.verdict-rolled-back-detail"]);
            if (errors > 0)
                return (ShownState.Late, Texts.Format("launch.verdict-errors", ("n", errors)), Texts["launch.verdict-errors-detail"]);
            if (rehearsals.Count == 0)
                return (ShownState.Waiting, Texts["launch.verdict-unrehearsed"], Texts["launch.verdict-unrehearsed-detail"]);
            if (ofThis.Count == 0)
                return (ShownState.Waiting, Texts["launch.verdict-changed"], Texts["launch.verdict-unrehearsed-detail"]);
            if (whole is null)
                return (ShownState.Waiting, Texts["launch.verdict-part"], Texts["launch.verdict-part-detail"]);
            if (whole.Inside != true || ofThis[^1].Inside != true)
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
            .Where(task => !IsOver(task) && task.Kind is TaskKind.Task or TaskKind.Checkpoint or TaskKind.Gate && Of(task).PlannedFinish >= Now)
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
                .Select(task => Item(task.Title.In(Texts.Language), [task]))
                .ToList();
            if (launch.Count > 0)
            {
                items.Add(Item(Texts.Format("launch.launch-tasks", ("n", launch.Count)), launch));
            }
            if (items.Count > 0)
                lanes.Add(new AxisLane(WorkstreamName(workstream), items));
        }
        return lanes;
    }

    private string WorkstreamName(string workstream) =>
        Texts.Has($"workstreams.{workstream}") ? Texts[$"workstreams.{workstream}"] : char.ToUpperInvariant(workstream[0]) + workstream[1..].Replace('-', ' ');

    /// <summary>Tasks as one bar. What became of them says the live run; where there is none, nobody has reported it, however late it is.</summary>
    private AxisItem Item(string title, IReadOnlyList<PlanTask> tasks)
    {
        var finish = tasks.Max(task => Of(task).PlannedFinish);
        var states = tasks.Select(task => happened.GetValueOrDefault(task.Id, ShownState.Planned)).Distinct().ToList();
        var state = states is [var one] ? one
            : states.All(ShownStates.IsOver) ? ShownState.Done
            : states.Any(state => !state.IsAhead()) ? ShownState.Running : ShownState.Planned;
        return new(title, state, tasks.Min(task => Of(task).PlannedStart), finish, state.IsAhead() && finish < Now ? Texts["launch.not-reported"] : null);
    }

    private bool IsOver(PlanTask task) => happened.TryGetValue(task.Id, out var state) && state.IsOver();

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
