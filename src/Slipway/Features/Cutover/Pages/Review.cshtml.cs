using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What happened beside what was planned, why, and what of it the next version of the plan takes.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.EditPlan)]
public sealed class ReviewModel(RunPages services, ILaunches launches, JournalStore journal, SharedVerdict verdicts) : RunPage(services)
{
    public RunReview Review { get; private set; } = null!;

    public JournalVerdict Verdict { get; private set; } = null!;

    public EventWords Events { get; private set; } = null!;

    /// <summary>The newest version of the plan, which the offers are for.</summary>
    public PlanVersion Newest { get; private set; } = null!;

    public ReviewOffers Offers { get; private set; } = null!;

    /// <summary>The version that the reader saw beside the offers.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Tasks whose estimates are accepted.</summary>
    [BindProperty]
    public List<string> Estimates { get; set; } = [];

    /// <summary>Added tasks that are accepted.</summary>
    [BindProperty]
    public List<string> Tasks { get; set; } = [];

    /// <summary>What the reader has ticked; null before he sent anything.</summary>
    public IReadOnlySet<string>? Chosen { get; private set; }

    public bool MayAccept => WhoEdits.MayEdit(Reader, Newest.Plan);

    /// <summary>Whether anything is left that could be accepted.</summary>
    public bool HasOpenOffers => Offers.Estimates.Any(offer => offer.State is OfferState.Open or OfferState.Changed) || Offers.Tasks.Any(offer => offer.State == OfferState.Open);

    public Instant WindowCloses => Run.State.Clock.Resolve(Run.State.Plan.Launch.Window.Closes);

    protected override LaunchPage Section => LaunchPage.Review;

    public async Task<IActionResult> OnGetAsync(string id, int? number) => await ShowAsync(id, number) ?? Page();

    /// <summary>The review as a Markdown file, for the minutes.</summary>
    public async Task<IActionResult> OnGetMarkdownAsync(string id, int? number) =>
        await ShowAsync(id, number)
        ?? File(System.Text.Encoding.UTF8.GetBytes(ReviewMarkdown.Of(Run, Review, Words, Events, Verdict)), "text/markdown; charset=utf-8", $"review-{Run.Launch}-{Run.Record.Number}.md");

    /// <summary>Makes a new version of the plan of what was accepted.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(string id, int? number)
    {
        if (await ShowAsync(id, number) is { } other)
            return other;
        Chosen = new HashSet<string>([.. Estimates, .. Tasks], StringComparer.Ordinal);
        if (Estimates.Count + Tasks.Count == 0)
            return Refuse("review.accept-nothing");
        if (Newest.Number != Seen)
            return Refuse("review.plan-changed");
        if (AcceptOffers.Into(Newest.Texts, Offers, Estimates, Tasks) is not { } texts)
            return Refuse("review.cannot-accept");
        if (texts == Newest.Texts)
            return Refuse("review.plan-changed");
        var run = $"{T[$"room.mode-{Kebab.Of(Run.State.Mode)}"]} {Run.Record.Number}";
        var note = WhoEdits.NoteOf(Reader, Newest.Plan, T.Format("review.accept-note", ("run", run)));
        if (await launches.AddVersionAsync(id, Newest.Number, texts, note, HttpContext.RequestAborted) is VersionAdded.Added)
            return LocalRedirect(PlanLinks.Saved(id, Newest.Number));
        await ShowAsync(id, number);
        return Refuse("review.plan-changed");
    }

    /// <summary>Planned and actual ends, biggest slip first; as many as fit on a screen.</summary>
    public Drawing Chart => field ??= ReviewChart.Draw(
        [.. Review.Slips.Select(slip => new SlipRow(Words.Title(slip.Task), slip.PlannedFinish, slip.ActualFinish, slip.OwnCause, Cause(slip)))], T, Words.Times, most: 12);

    /// <summary>The cause of a slip: the task itself, what it waited for, or that it was faster.</summary>
    public string Cause(TaskSlip slip) => ReviewMarkdown.Cause(Run.State, slip, Words);

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string why)
    {
        ModelState.AddModelError("", why);
        return Page();
    }

    private async Task<IActionResult?> ShowAsync(string id, int? number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Events = new EventWords(Words);
        var entries = await journal.ReadAsync(Run.Record.Stream, cancellation: HttpContext.RequestAborted);
        Review = RunReview.Of(Run.State, [.. entries.Select(RunStore.Event)]);
        Verdict = await verdicts.CoveringAsync(Run.Record.Stream, Run.State.Version, HttpContext.RequestAborted);
        Newest = (await launches.CurrentAsync(id, HttpContext.RequestAborted))!;
        Offers = ReviewOffers.Of(Run.State, Review.Proposals, Newest.Plan);
        return null;
    }
}
