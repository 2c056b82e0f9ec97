using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Plans;
using Slipway.Formats.Editing;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The plan: its outline, the checks beside it, what could be done about them, and what is around a task.</summary>
public sealed class PlanModel(PlanPages services) : PlanPage(services)
{
    public PlanView View { get; private set; } = null!;

    /// <summary>The task that is looked at.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Task { get; set; }

    /// <summary>The finding that is open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    /// <summary>How the rows are grouped: <c>workstream</c>, else by time.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The version before the one that was just saved.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Since { get; set; }

    public bool ByWorkstream => By == "workstream";

    /// <summary>What the checks find now and did not find then, and how much they no longer find; null when nothing was saved.</summary>
    public (IReadOnlyList<Problem> Fresh, int Settled)? Changed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        View = new PlanView(Version, T, Services.Clock.Now(), new PlanAsked(Task, Find, ByWorkstream));
        if (Since is { } since && await Services.Launches.VersionAsync(id, since, HttpContext.RequestAborted) is { } before)
            Changed = Compare(PlanView.ProblemsOf(before.Texts, Services.Clock.Now()), [.. View.Findings.Select(finding => finding.Problem)]);
        return Page();
    }

    /// <summary>Makes a new version of a proposal; it is found anew, so that one that no longer holds is not done.</summary>
    public async Task<IActionResult> OnPostAsync(string id, ProposalKind kind, string with)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!MayEdit)
            return Forbid();
        var before = Version;
        View = new PlanView(Version, T, Services.Clock.Now(), new PlanAsked(null, Find, ByWorkstream));
        if (View.Findings.FirstOrDefault(finding => finding.Key == Find)?.Clash?.Proposals.FirstOrDefault(shown => shown.Proposal.Kind == kind && shown.Proposal.With == with) is { } chosen)
        {
            var changed = chosen.Proposal.Changed;
            var edit = TaskEditor.Change(Version.Texts, changed.Id, TaskValues.Of(changed, Version.Plan.Launch.Languages));
            if (edit.Ok && await SaveAsync(edit.Texts!, chosen.Note))
                return LocalRedirect(PlanLinks.Saved(id, before.Number, changed.Id));
            View = new PlanView(Version, T, Services.Clock.Now(), new PlanAsked(null, Find, ByWorkstream));
        }
        ModelState.AddModelError("", "plan.proposal-gone");
        return Page();
    }

    private static (IReadOnlyList<Problem>, int) Compare(IReadOnlyList<Problem> before, IReadOnlyList<Problem> now)
    {
        static (string, string?, string) Said(Problem problem) => (problem.Rule, problem.Task, string.Join('\0', problem.Values));
        var (old, present) = (before.Select(Said).ToHashSet(), now.Select(Said).ToHashSet());
        return ([.. now.Where(problem => !old.Contains(Said(problem)))], old.Count(said => !present.Contains(said)));
    }
}
