using System.Globalization;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>A review in Markdown, in the reader's language.</summary>
internal static class ReviewMarkdown
{
    public static string Of(Run run, RunReview review, RunWords words, EventWords events, JournalVerdict verdict)
    {
        var texts = words.Texts;
        var times = words.Times;
        var text = new StringBuilder();
        Line($"# {texts["review.title"]}: {Inline(run.State.Plan.Launch.Title.In(texts.Language))}");
        Line();
        Line($"{texts[$"room.mode-{Kebab.Of(run.State.Mode)}"]} {run.Record.Number} · {texts[$"review.state-{Kebab.Of(run.State.Status)}"]}");
        if (review is { PlannedFinish: { } planned, ActualFinish: { } actual })
            Line(texts.Format("review.finish-line", ("actual", times.DateAndTime(actual)), ("plan", times.Local(planned)), ("late", times.Lateness(TimeText.Apart(planned, actual)))));
        Section("review.slips");
        Line($"| {texts["chart.head-task"]} | {texts["chart.head-plan"]} | {texts["review.actual"]} | {texts["review.slip"]} | {texts["review.cause"]} |");
        Line("|---|---|---|---|---|");
        foreach (var slip in review.Slips)
            Line($"| {Inline(words.Title(slip.Task))} | {times.Local(slip.PlannedFinish)} | {times.Local(slip.ActualFinish)} | {times.Lateness(TimeText.Apart(slip.PlannedFinish, slip.ActualFinish))} | {Inline(Cause(run.State, slip, words))} |");
        Section("review.costs");
        foreach (var cost in Costs(review))
            Line($"- {times.Lateness(cost.Cost)}: {(cost.Task is { } task ? Inline(words.Title(task)) : texts["review.everything-else"])}");
        Section("review.decisions");
        foreach (var decision in review.Decisions)
        {
            Line($"- {times.Both(decision.At)} {Inline(Emphasis.Plain(events.Sentence(decision)))} ({Inline(events.Who(decision))})");
            foreach (var noGo in events.NoGos(decision))
                Line($"  - {Inline(Emphasis.Plain(noGo))}");
        }
        Section("review.issues");
        foreach (var issue in run.State.Issues)
            Line($"- {issue.Id}, {texts[$"log.severity-{Kebab.Of(issue.Severity)}"]}: {Inline(issue.Title)} ({Inline(words.Name(issue.Owner))}){(issue.How is { } how ? ": " + Inline(how) : "")}");
        Section("review.proposals");
        if (review.PlayedByAutopilot)
            Line(texts["review.no-proposals-autopilot"]);
        foreach (var proposal in review.Proposals)
            Line($"- {Inline(words.Title(proposal.Task))}: {proposal.Planned} → {proposal.Proposed}");
        Section("review.journal");
        Line(texts.Format(verdict.Ok ? "review.verified" : "review.broken", ("n", verdict.Entries)));
        if (verdict.Head is { } head)
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

    /// <summary>What the time went to, in whole minutes that add up to the difference between the two times that are shown.</summary>
    public static IReadOnlyList<TimeCost> Costs(RunReview review)
    {
        if (review is not { PlannedFinish: { } planned, ActualFinish: { } actual })
            return [];
        List<TimeCost> costs = [.. review.Costs
            .Where(cost => cost.Task is not null)
            .Select(cost => cost with { Cost = Duration.FromMinutes(Math.Round(cost.Cost.TotalMinutes)) })];
        var rest = costs.Aggregate(TimeText.Apart(planned, actual), (left, cost) => left - cost.Cost);
        return rest == Duration.Zero ? costs : [.. costs, new TimeCost(null, rest)];
    }

    /// <summary>Words that are not ours, as they were written: nothing in them is markup, and they stay in their line.</summary>
    public static string Inline(string text)
    {
        var inline = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (@"\`|<>[]*_#".Contains(character, StringComparison.Ordinal))
                inline.Append('\\');
            inline.Append(char.IsControl(character) ? ' ' : character);
        }
        return inline.ToString();
    }
}
