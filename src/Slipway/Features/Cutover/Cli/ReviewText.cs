using System.Globalization;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Cli;

/// <summary>A review as plain text for a terminal.</summary>
internal static class ReviewText
{
    private const int MostSlips = 15;

    public static string Of(RunState run, RunReview review)
    {
        var text = new StringBuilder();
        var window = run.Clock.Resolve(run.Plan.Launch.Window.Closes);
        text.AppendLine(CultureInfo.InvariantCulture, $"{run.Plan.Launch.Title.In("en")}: {Kebab.Of(run.Mode)}, {Kebab.Of(run.Status)}");
        if (review is { PlannedFinish: { } planned, ActualFinish: { } actual })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Finished {Local(run, actual)}, planned {Local(run, planned)} ({Signed(review.FinishSlip!.Value)}).");
        }
        if (run.LaunchPhaseEnded is { } ended)
            text.AppendLine(CultureInfo.InvariantCulture, $"The launch phase ended {Local(run, ended)}; window closes {Local(run, window)} ({(ended <= window ? "inside" : "outside")}).");
        foreach (var stuck in run.ActiveTasks.Where(task => !run.Status.IsOver() && !run.Tasks[task.Id].Stored.Releases()).Take(MostSlips))
            text.AppendLine(CultureInfo.InvariantCulture, $"Not done: {stuck.Id}, {Why(run, stuck)}");
        text.AppendLine().AppendLine("  planned  actual    min  task");
        foreach (var slip in review.Slips.Take(MostSlips))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Clock(run, slip.PlannedFinish)}    {Clock(run, slip.ActualFinish)}  {Signed(slip.Slip),6}  {Title(run, slip.Task)}{Cause(run, slip)}");
        if (review.Costs.Count > 0)
        {
            text.AppendLine().AppendLine("What cost the time, on the way to the finish:");
            foreach (var cost in review.Costs)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Signed(cost.Cost),6}  {(cost.Task is { } task ? Title(run, task) : "everything else")}");
        }
        if (review.Proposals.Count > 0)
        {
            text.AppendLine().AppendLine("Estimates proposed for the next version:");
            foreach (var proposal in review.Proposals)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {proposal.Task}: {proposal.Planned} -> {proposal.Proposed}");
        }
        return text.ToString();
    }

    private static string Why(RunState run, PlanTask stuck)
    {
        var record = run.Tasks[stuck.Id];
        if (record.AwaitsVerification)
            return $"nobody but who did it could confirm it as {stuck.VerifiedBy}";
        var waitsFor = record.Stored == TaskState.InProgress ? Readiness.BeforeFinish(run, stuck, run.LastAt).For : Readiness.BeforeStart(run, stuck, run.LastAt).For;
        return waitsFor.Count > 0 ? $"waits for {string.Join(", ", waitsFor)}" : $"{Kebab.Of(Readiness.Of(run, stuck, run.LastAt).State)}, and nobody is free to do it";
    }

    private static string Cause(RunState run, TaskSlip slip) =>
        slip.OwnCause ? $" (took {Signed(slip.Longer)} min)"
        : slip.Slip > Duration.Zero && slip.WaitedFor is { } before ? $" (waited for {Title(run, before)})"
        : "";

    private static string Title(RunState run, string task) => run.Plan.Task(task)?.Title.In("en") ?? task;

    private static string Local(RunState run, Instant at) => run.Clock.Local(at).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Clock(RunState run, Instant at) => run.Clock.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Signed(Duration duration) => Math.Round(duration.TotalMinutes).ToString("+0;-0;0", CultureInfo.InvariantCulture);
}
