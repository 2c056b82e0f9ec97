using NodaTime;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads the times of a plan and asks of each whether the zone's wall clock shows it, and once.</summary>
internal sealed class PlanClock
{
    private readonly DateTimeZone? zone;
    private readonly ProblemList problems;
    private readonly LaunchClock? clock;
    private readonly ClockContext? anyDay;
    private readonly ClockContext? inWindow;

    /// <param name="zone">The launch's zone; null when it is not known: then wall clocks are not checked.</param>
    /// <param name="t0">T-0; null when it is not known: then a clock needs its date.</param>
    /// <param name="window">The window in which a clock without a date may be meant.</param>
    /// <param name="problems">Where problems go.</param>
    public PlanClock(DateTimeZone? zone, PlanTime.WallClock? t0, CutoverWindow? window, ProblemList problems)
    {
        (this.zone, this.problems) = (zone, problems);
        if (t0 is null)
            return;
        anyDay = new ClockContext(t0.Local);
        if (zone is null)
            return;
        clock = new LaunchClock(zone, t0);
        if (window is not null)
            inWindow = new ClockContext(t0.Local, Local(window.Opens), Local(window.Closes));
    }

    /// <summary>A time; null and a problem when it is none.</summary>
    public PlanTime? Time(Fields fields, string key, bool mayLackDate = false) =>
        fields.Scalar(key) is { } scalar ? Time(scalar, fields.Task, mayLackDate ? inWindow ?? anyDay : anyDay) : null;

    /// <summary>A time of a task. In the launch phase it may lack its date; before and after it, the side of T-0 is known.</summary>
    public PlanTime? Time(Fields fields, string key, Phase phase) => fields.Scalar(key) is not { } scalar ? null
        : Time(scalar, fields.Task, phase == Phase.Launch ? inWindow ?? anyDay : anyDay is null ? null : anyDay with { Side = phase < Phase.Launch ? -1 : 1 });

    private PlanTime? Time(YamlScalar scalar, string? task, ClockContext? context)
    {
        var time = TimeParser.Time(scalar.Text, context);
        if (time.Ok)
            return Checked(time.Value, scalar, task);
        BadTime(problems, scalar, task, time.Correction ?? "T-30m / 2027-02-06T02:10");
        return null;
    }

    /// <summary>Reports a text that is no time, and why where that is known.</summary>
    public static void BadTime(ProblemList problems, YamlScalar scalar, string? task, string correction)
    {
        if (TimeParser.InsteadOfNoDay(scalar.Text) is { } instead)
            problems.Error("no-such-day", scalar.Where, task, scalar.Text, instead);
        else if (TimeParser.IsTooFar(scalar.Text))
            problems.Error("time-too-far", scalar.Where, task, scalar.Text);
        else
            problems.Error("bad-time", scalar.Where, task, scalar.Text, correction);
    }

    public IReadOnlyList<TimeSpanInPlan> Periods(Fields fields, string key)
    {
        var periods = new List<TimeSpanInPlan>();
        foreach (var scalar in fields.List(key))
        {
            var period = TimeParser.Period(scalar.Text, anyDay);
            if (!period.Ok)
            {
                problems.Error("bad-period", scalar.Where, fields.Task, scalar.Text, period.Correction ?? "T-5d/T+2d");
                continue;
            }
            var span = new TimeSpanInPlan(Checked(period.Value.From, scalar, fields.Task), Checked(period.Value.To, scalar, fields.Task));
            if (IsForward(span.From, span.To, scalar.Where, fields.Task))
                periods.Add(span);
        }
        return periods;
    }

    /// <summary>Whether the end is after the start; when not, it is reported. True when the clock is not known.</summary>
    public bool IsForward(PlanTime from, PlanTime to, SourceSpan where, string? task)
    {
        if (clock is null || clock.Resolve(from) < clock.Resolve(to))
            return true;
        problems.Error("backwards", where, task, from.ToString()!, to.ToString()!);
        return false;
    }

    public PlanTime Checked(PlanTime time, YamlScalar scalar, string? task) =>
        time is PlanTime.WallClock wall && zone is not null ? WallClockCheck.Check(wall, zone, scalar, task, problems) : time;

    private LocalDateTime Local(PlanTime time) => clock!.Local(clock.Resolve(time)).LocalDateTime;
}
