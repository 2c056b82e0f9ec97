using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What happened beside what was planned, why, and what to change for the next version.</summary>
public sealed class ReviewModel(RunPages services, JournalStore journal, JournalVerifier verifier) : RunPage(services)
{
    public RunReview Review { get; private set; } = null!;

    public JournalVerdict Verdict { get; private set; } = null!;

    public JournalHead Head { get; private set; } = null!;

    public EventWords Events { get; private set; } = null!;

    public Instant WindowCloses => Run.State.Clock.Resolve(Run.State.Plan.Launch.Window.Closes);

    protected override LaunchPage Section => LaunchPage.Review;

    public async Task<IActionResult> OnGetAsync(string id, int? number) => await ShowAsync(id, number) ?? Page();

    /// <summary>The review as a Markdown file, for the minutes.</summary>
    public async Task<IActionResult> OnGetMarkdownAsync(string id, int? number) =>
        await ShowAsync(id, number)
        ?? File(System.Text.Encoding.UTF8.GetBytes(ReviewMarkdown.Of(Run, Review, Words, Events, Verdict, Head)), "text/markdown; charset=utf-8", $"review-{Run.Launch}-{Run.Record.Number}.md");

    /// <summary>Planned and actual ends, biggest slip first; as many as fit on a screen.</summary>
    public Drawing Chart => field ??= ReviewChart.Draw(
        [.. Review.Slips.Select(slip => new SlipRow(Words.Title(slip.Task), slip.PlannedFinish, slip.ActualFinish, slip.OwnCause, Cause(slip)))], T, Words.Times, most: 12);

    /// <summary>The cause of a slip: the task itself, what it waited for, or that it was faster.</summary>
    public string Cause(TaskSlip slip) => ReviewMarkdown.Cause(Run.State, slip, Words);

    private async Task<IActionResult?> ShowAsync(string id, int? number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Events = new EventWords(Words);
        var entries = await journal.ReadAsync(Run.Record.Stream, cancellation: HttpContext.RequestAborted);
        Review = RunReview.Of(Run.State, [.. entries.Select(RunStore.Event)]);
        Verdict = await verifier.VerifyAsync(null, HttpContext.RequestAborted);
        Head = await journal.HeadAsync(HttpContext.RequestAborted);
        return null;
    }
}
