using System.Globalization;
using System.Text;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;

namespace Slipway.Features.Cutover.Cli;

/// <summary>A forecast as plain text for a terminal.</summary>
internal static class SimulationText
{
    private const int MostTasks = 15;

    public static string Of(string folder, Plan plan, SimulationOptions options, Forecast forecast)
    {
        var clock = plan.Launch.Clock();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{folder}: {plan.Launch.Title.In("en")}, T-0 {WallClock.Of(clock, clock.T0)}, times of {plan.Launch.Zone.Id}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{forecast.Trials} trials, seed {forecast.Seed}, correlation {options.Correlation}.").AppendLine();
        text.AppendLine("  P10               P50               P80               P90");
        foreach (var (gate, when) in forecast.Gates)
            Line(when, $"gate {gate}");
        if (forecast.GoLive is { } goLive)
            Line(goLive, "go-live");
        Line(forecast.Finish, "finish");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The launch phase ends inside the window (until {WallClock.Of(clock, clock.Resolve(plan.Launch.Window.Closes))}) in {forecast.InsideWindow:0.0 %} of the trials.");
        if (forecast.Rollback is { } rollback)
            text.AppendLine(CultureInfo.InvariantCulture, $"The rollback of everything takes {WallClock.Length(rollback.P50)} (P50), {WallClock.Length(rollback.P80)} (P80).");
        var critical = forecast.Tasks.Where(task => task.Criticality > 0).OrderByDescending(task => task.Criticality).Take(MostTasks).ToList();
        if (critical.Count > 0)
            text.AppendLine().AppendLine("Most often critical:");
        foreach (var task in critical)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {task.Criticality,6:0 %}  {task.Id}");
        return text.ToString();

        void Line(InstantQuantiles when, string what) => text.AppendLine(CultureInfo.InvariantCulture,
            $"  {WallClock.Of(clock, when.P10)}  {WallClock.Of(clock, when.P50)}  {WallClock.Of(clock, when.P80)}  {WallClock.Of(clock, when.P90)}  {what}");
    }
}
