using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Testing;

/// <summary>
/// Plays a run in a test: acts are given in minutes from T-0, and real time goes with the run's clock. A refused act
/// leaves the run as it was.
/// </summary>
public sealed class RunBuilder
{
    private readonly List<RunEvent> events = [];

    private RunBuilder(RunState state) => State = state;

    public RunState State { get; private set; }

    public IReadOnlyList<RunEvent> Events => events;

    /// <summary>The refusal of the last act; null when it was accepted.</summary>
    public Refusal? Refused { get; private set; }

    public Instant T0 => State.T0;

    /// <summary>A run of all forward tasks, but for those assumed to be done and those outside its segment, that has begun at T-30m.</summary>
    public static RunBuilder Begun(Plan plan, RunMode mode = RunMode.Rehearsal, double beginsAt = -30, string[]? outside = null, string[]? assumed = null, bool acts = false)
    {
        var t0 = plan.Launch.Clock().T0;
        var from = t0 + Duration.FromMinutes(beginsAt);
        var run = new RunBuilder(RunState.Of(plan));
        run.Apply([
            new RunPlanned
            {
                Launch = plan.Launch.Id,
                PlanHash = "hash",
                Mode = mode,
                T0 = t0,
                From = from,
                To = t0 + Duration.FromHours(4),
                Acts = acts,
                Outside = outside ?? [],
                Assumed = assumed ?? [],
                Planned = plan.Forward.ToDictionary(task => task.Id, _ => new PlannedTimes(t0, t0 + Duration.FromHours(4))),
                At = from,
                Received = from,
                Actor = RunCommand.Clock,
            },
            new RunBegun { At = from, Received = from, Actor = RunCommand.Clock },
        ]);
        return run;
    }

    /// <summary>Lets <paramref name="person"/> act at a minute from T-0.</summary>
    public RunBuilder Act(double minute, string person, RunCommand act)
    {
        var now = T0 + Duration.FromMinutes(minute);
        var decision = RunDecider.Decide(State, act with { Actor = person, Via = person == RunCommand.Clock ? Via.Clock : act.Via, Now = now, Received = now });
        Refused = decision.Refused;
        Apply(decision.Events);
        return this;
    }

    public RunBuilder Start(double minute, string person, string task) => Act(minute, person, new StartTask { Task = task });

    public RunBuilder Finish(double minute, string person, string task) => Act(minute, person, new FinishTask { Task = task });

    public RunBuilder StartAndFinish(double from, double to, string person, string task) => Start(from, person, task).Finish(to, person, task);

    public TaskState StateOf(string task, double minute) => Readiness.Of(State, State.Plan.Task(task)!, T0 + Duration.FromMinutes(minute)).State;

    private void Apply(IReadOnlyList<RunEvent> happened)
    {
        events.AddRange(happened);
        State = State.Evolve(happened);
    }
}
