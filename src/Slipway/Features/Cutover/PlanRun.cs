using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;

namespace Slipway.Features.Cutover;

/// <summary>What run somebody wants.</summary>
public sealed record RunWish
{
    public RunMode Mode { get; init; } = RunMode.Rehearsal;

    /// <summary>The segment's bounds; null for the launch phase.</summary>
    public PlanTime? From { get; init; }

    public PlanTime? To { get; init; }

    /// <summary>The run's own T-0; null for the plan's in a live run, and in a rehearsal for the one with which the segment starts now.</summary>
    public Instant? T0 { get; init; }

    public double Speed { get; init; } = 1;
    public bool Autopilot { get; init; }

    /// <summary>Whether automated tasks act; null for what the mode and the plan allow.</summary>
    public bool? Acts { get; init; }

    /// <summary>Whether people are told; null for nobody in a rehearsal and everybody in a live run.</summary>
    public NoticeMode? Notices { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>People play at the pace of life; what the autopilot plays is watched.</summary>
    public static double UsualSpeed(RunMode mode, bool autopilot) => mode == RunMode.Rehearsal && autopilot ? 60 : 1;
}

/// <summary>Makes the first event of a run out of a plan version and a wish. Reads no clock and no database.</summary>
public static class PlanRun
{
    /// <param name="version">The plan version.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="now">The present moment: a rehearsal starts then unless it has a T-0.</param>
    public static (RunPlanned? Planned, Refusal? Refused) Of(Plan plan, string hash, RunWish wish, Instant now)
    {
        var live = wish.Mode == RunMode.Live;
        if (wish.Speed is not (>= 1 and <= RunClock.FastestSpeed) || (live && wish.Speed > 1))
            return (null, Refusal.Input("wrong-speed", $"{RunClock.FastestSpeed}"));
        if (live && wish.Autopilot)
            return (null, Refusal.Input("no-autopilot-live"));
        if (live && wish.Notices is not (null or NoticeMode.On))
            return (null, Refusal.Input("live-notices-on"));
        if (WrongActing(plan, wish) is { } wrongActing)
            return (null, wrongActing);
        if (plan.Forward.Count == 0)
            return (null, Refusal.Input("nothing-in-segment"));
        var clock = plan.Launch.Clock();
        if (live && wish.T0 is { } own && own != clock.T0)
            return (null, Refusal.Input("live-has-the-plans-t0", RefusalValues.Time(clock.T0)));
        var (segment, planned) = Cut(plan, clock, wish);
        if (live && Assumed(plan, segment, planned) is { } assumed)
            return (null, Refusal.Input("live-assumes-nothing-of-the-launch", RefusalValues.Task(assumed.Id)));
        if (segment.Assumed.Count + segment.Outside.Count == plan.Forward.Count)
            return (null, Refusal.Input("nothing-in-segment"));
        var t0 = wish.T0 ?? (live ? clock.T0 : clock.T0 + (now - segment.From));
        if (t0 - clock.T0 is var moved && moved != Duration.Zero)
        {
            // It plays the night as it is planned, whatever the hour at which it is played: under another T-0 teams would keep other hours.
            segment = segment with { From = segment.From + moved, To = segment.To + moved };
            planned = planned.ToDictionary(task => task.Key, task => new PlannedTimes(task.Value.Start + moved, task.Value.Finish + moved));
        }
        return (new RunPlanned
        {
            Launch = plan.Launch.Id,
            PlanHash = hash,
            Mode = wish.Mode,
            T0 = t0,
            From = segment.From,
            To = segment.To,
            Speed = wish.Speed,
            Autopilot = wish.Autopilot,
            Acts = live ? HasWork(plan) : wish.Acts == true,
            Notices = wish.Notices ?? (live ? NoticeMode.On : NoticeMode.Off),
            Seed = wish.Seed,
            Assumed = segment.Assumed,
            Outside = segment.Outside,
            Planned = planned,
            At = live ? now : segment.From,
        }, null);
    }

    public static bool HasWork(Plan plan) => plan.Tasks.Any(task => task.Work is not null);

    /// <summary>Whether automated tasks of a rehearsal can act: there is a place for it, and its clock goes as fast as theirs.</summary>
    public static bool MayAct(Plan plan, RunWish wish) => HasWork(plan) && plan.Launch.RehearsalEnvironment is not null && wish.Speed.Equals(1);

    private static Refusal? WrongActing(Plan plan, RunWish wish)
    {
        if (wish.Mode == RunMode.Live)
            return wish.Acts == false && HasWork(plan) ? Refusal.Input("live-acts") : null;
        if (wish.Acts != true)
            return null;
        if (!HasWork(plan))
            return Refusal.Input("nothing-acts");
        if (plan.Launch.RehearsalEnvironment is null)
            return Refusal.Input("no-rehearsal-environment");
        return wish.Speed.Equals(1) ? null : Refusal.Input("acts-at-the-pace-of-life");
    }

    /// <summary>The first task of the launch phase that a segment would take as done: in earnest nobody did it, and a gate after it would be decided on nothing.</summary>
    private static PlanTask? Assumed(Plan plan, RunSegment segment, Dictionary<string, PlannedTimes> planned) =>
        plan.Forward.Where(task => task.Phase == Phase.Launch && segment.Assumed.Contains(task.Id)).MinBy(task => planned[task.Id].Start);

    private static (RunSegment Segment, Dictionary<string, PlannedTimes> Planned) Cut(Plan plan, LaunchClock clock, RunWish wish)
    {
        var planned = Scheduler.Compute(plan, clock).Tasks.ToDictionary(task => task.Id, task => new PlannedTimes(task.PlannedStart, task.PlannedFinish));
        var from = wish.From is { } start ? clock.Resolve(start) : (Instant?)null;
        var to = wish.To is { } end ? clock.Resolve(end) : (Instant?)null;
        return (RunSegment.Cut(plan, planned, from, to), planned);
    }
}
