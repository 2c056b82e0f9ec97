using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>
/// A plan's text keeps an offset only where it chooses between two equal wall clocks (an autumn night). A sheet may say it
/// anywhere; where it is the zone's own it says nothing new, and is left out before the two are compared.
/// </summary>
internal static class NeedlessOffsets
{
    public static Plan LeftOut(Plan plan)
    {
        var launch = plan.Launch;
        return plan with
        {
            Launch = launch with
            {
                T0 = (PlanTime.WallClock)Time(launch.T0),
                Window = launch.Window with { Opens = Time(launch.Window.Opens), Closes = Time(launch.Window.Closes) },
                Freezes = [.. launch.Freezes.Select(Span)],
                Teams = [.. launch.Teams.Select(team => team with { Closed = [.. team.Closed.Select(Span)] })],
                Shifts = [.. launch.Shifts.Select(shift => shift with { From = Time(shift.From), To = Time(shift.To) })],
            },
            Forward = [.. plan.Forward.Select(Task)],
            Rollback = [.. plan.Rollback.Select(Task)],
        };

        PlanTask Task(PlanTask task) => task.NotBefore is PlanTime.WallClock { Offset: not null } || task.NotAfter is PlanTime.WallClock { Offset: not null }
            ? task with { NotBefore = task.NotBefore is { } before ? Time(before) : null, NotAfter = task.NotAfter is { } after ? Time(after) : null }
            : task;

        TimeSpanInPlan Span(TimeSpanInPlan span) => span with { From = Time(span.From), To = Time(span.To) };

        PlanTime Time(PlanTime time) =>
            time is PlanTime.WallClock { Offset: { } offset } wall && launch.Zone.MapLocal(wall.Local) is { Count: 1 } only && only.Single().Offset == offset
                ? wall with { Offset = null }
                : time;
    }
}
