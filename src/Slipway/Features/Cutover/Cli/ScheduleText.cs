using System.Globalization;
using System.Text;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Features.Cutover.Cli;

/// <summary>A schedule as plain text for a terminal.</summary>
internal static class ScheduleText
{
    public static string Of(string folder, Plan plan, Schedule schedule)
    {
        var clock = plan.Launch.Clock();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{folder}: {plan.Launch.Title.In("en")}, T-0 {WallClock.Of(clock, clock.T0)}, times of {plan.Launch.Zone.Id}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"By links, clocks and hours alone: {WallClock.Of(clock, schedule.EarliestStart)} to {WallClock.Of(clock, schedule.EarliestFinish)}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Planned, nobody doing two attended tasks at once: {WallClock.Of(clock, schedule.Start)} to {WallClock.Of(clock, schedule.Finish)}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Critical path: {string.Join(" → ", schedule.CriticalPath)}").AppendLine();
        text.AppendLine("  earliest start    latest start       slack  planned start     planned finish    task (* critical)");
        foreach (var task in schedule.Tasks)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{(task.Critical ? '*' : ' ')} {WallClock.Of(clock, task.EarliestStart)}  {WallClock.Of(clock, task.LatestStart)}  {WallClock.Length(task.Slack),6}  {WallClock.Of(clock, task.PlannedStart)}  {WallClock.Of(clock, task.PlannedFinish)}  {task.Id}");
        }
        return text.AppendLine().ToString();
    }
}
