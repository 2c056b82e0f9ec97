using System.Globalization;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>A review in Markdown, in the reader's language.</summary>
internal static class ReviewMarkdown
{
    public static string Of(Run run, RunReview review, RunWords words, EventWords events, JournalVerdict verdict, JournalHead head)
    {
        var texts = words.Texts;
        var times = words.Times;
        var text = new StringBuilder();
        Line($"# {texts["review.title"]}: {run.State.Plan.Launch.Title.In(texts.Language)}");
        Line();
        Line($"{texts[$"room.mode-{Kebab.Of(run.State.Mode)}"]} {run.Record.Number} · {texts[$"review.state-{Kebab.Of(run.State.Status)}"]}");
        if (review is { PlannedFinish: { } planned, ActualFinish: { } actual })
            Line(texts.Format("review.finish-line", ("actual", times.DateAndTime(actual)), ("plan", times.Local(planned)), ("late", times.Lateness(actual - planned))));
        Section("review.slips");
        Line($"| {texts["chart.head-task"]} | {texts["chart.head-plan"]} | {texts["review.actual"]} | {texts["review.slip"]} | {texts["review.cause"]} |");
        Line("|---|---|---|---|---|");
        foreach (var slip in review.Slips)
            Line($"| {Cell(words.Title(slip.Task))} | {times.Local(slip.PlannedFinish)} | {times.Local(slip.ActualFinish)} | {times.Lateness(slip.Slip)} | {Cell(Cause(run.State, slip, words))} |");
        Section("review.costs");
        foreach (var cost in review.Costs)
            Line($"- {times.Lateness(cost.Cost)}: {(cost.Task is { } task ? words.Title(task) : texts["review.everything-else"])}");
        Section("review.decisions");
        foreach (var decision in review.Decisions)
            Line($"- {times.Both(decision.At)} {Emphasis.Plain(events.Sentence(decision))} ({events.Who(decision)})");
        Section("review.issues");
        foreach (var issue in run.State.Issues)
            Line($"- {issue.Id}, {texts[$"log.severity-{Kebab.Of(issue.Severity)}"]}: {issue.Title} ({words.Name(issue.Owner)}){(issue.How is { } how ? ": " + how : "")}");
        Section("review.proposals");
        foreach (var proposal in review.Proposals)
            Line($"- {words.Title(proposal.Task)}: {proposal.Planned} → {proposal.Proposed}");
        Section("review.journal");
        Line(texts.Format(verdict.Ok ? "review.verified" : "review.broken", ("n", verdict.Entries)));
        Line($"`{head}`");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
        void Section(string key)
        {
            Line();
            Line($"## {texts[key]}");
            Line();
        }
    }

    /// <summary>The cause of a slip: the reason that somebody gave, the task's own length, or what it waited for.</summary>
    public static string Cause(RunState run, TaskSlip slip, RunWords words)
    {
        var texts = words.Texts;
        if (run.Tasks[slip.Task].Reason is { } reason)
            return reason;
        if (slip.OwnCause)
            return texts.Format("review.longer", ("time", words.Times.Length(slip.Longer)));
        if (slip.Slip >= Duration.FromMinutes(1) && slip.WaitedFor is { } before)
            return texts.Format("review.waited", ("title", words.Title(before)));
        return slip.Longer <= -Duration.FromMinutes(1) ? texts.Format("review.faster", ("time", words.Times.Length(slip.Longer))) : "";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
