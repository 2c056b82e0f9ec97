using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Shared;
using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The plan: its outline, the checks beside it, what could be done about them, and what is around a task.</summary>
[Needs(PermissionTable.SeePlan, ToSend = PermissionTable.EditPlan)]
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

    /// <summary>What rows are looked for by; an address keeps it short.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Sought { get; set; }

    /// <summary>The part of a long outline.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Part { get; set; }

    /// <summary>Why somebody lives with a finding.</summary>
    [BindProperty]
    public string? Why { get; set; }

    public bool ByWorkstream => By == "workstream";

    /// <summary>What the checks find now and did not find then, and how much they no longer find; null when nothing was saved.</summary>
    public (IReadOnlyList<Problem> Fresh, int Settled)? Changed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        View = new PlanView(Version, Services.Answers.Of(Version), T, Services.Clock.Now(), Asked);
        if (Since is { } since && await Services.Launches.VersionAsync(id, since, HttpContext.RequestAborted) is { } before)
            Changed = Compare([.. Services.Answers.Of(before).ProblemsAt(Services.Clock.Now()).Where(problem => problem.Accepted is null)], [.. View.Findings.Select(finding => finding.Problem)]);
        return Page();
    }

    /// <summary>Makes a new version of a proposal; it is found anew, so that one that no longer holds is not done.</summary>
    public async Task<IActionResult> OnPostAsync(string id, ProposalKind kind, string with)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        var before = Version;
        View = new PlanView(Version, Services.Answers.Of(Version), T, Services.Clock.Now(), Asked);
        if (View.Findings.FirstOrDefault(finding => finding.Key == Find)?.Clash?.Proposals.FirstOrDefault(shown => shown.Proposal.Kind == kind && shown.Proposal.With == with) is { } chosen)
        {
            var changed = chosen.Proposal.Changed;
            var edit = TaskEditor.Change(Version.Texts, changed.Id, TaskValues.Of(changed, Version.Plan.Launch.Languages));
            if (edit.Ok && await SaveAsync(edit.Texts!, chosen.Note))
                return LocalRedirect(PlanLinks.Saved(id, before.Number, changed.Id));
            View = new PlanView(Version, Services.Answers.Of(Version), T, Services.Clock.Now(), Asked);
        }
        ModelState.AddModelError("", "plan.proposal-gone");
        return Page();
    }

    /// <summary>Makes a new version in which somebody lives with a finding, and says why.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(string id, string rule, string? about)
    {
        if (await OpenToEditAsync(id) is { } other)
            return other;
        Find = $"{rule}.{about}";
        if (string.IsNullOrWhiteSpace(Why))
            return Again("plan.accept-needs-why");
        if (View.Findings.FirstOrDefault(finding => finding.Key == Find) is not { MayBeAccepted: true } found)
            return Again("plan.accept-gone");
        var note = T.Format("plan.accepted-note", ("finding", ProblemSentences.Message(T, found.Problem, Version.Plan)), ("why", Why.Trim()));
        return await SaveOrAgainAsync(PlanEditor.Accept(Version.Texts, new AcceptedFinding(rule, about, Why.ReplaceLineEndings(" ").Trim())), note);
    }

    /// <summary>Makes a new version in which nobody lives with a finding any more.</summary>
    public async Task<IActionResult> OnPostNoLongerAcceptAsync(string id, string rule, string? about)
    {
        if (await OpenToEditAsync(id) is { } other)
            return other;
        if (View.Accepted.FirstOrDefault(problem => problem.Rule == rule && problem.Task == about) is not { } found)
            return Again("plan.accept-gone");
        return await SaveOrAgainAsync(
            PlanEditor.NoLongerAccept(Version.Texts, rule, about),
            T.Format("plan.no-longer-accepted-note", ("finding", ProblemSentences.Message(T, found, Version.Plan))));
    }

    private PlanAsked Asked => new(Task, Find, ByWorkstream, Sought, Part);

    private async Task<IActionResult?> OpenToEditAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        View = new PlanView(Version, Services.Answers.Of(Version), T, Services.Clock.Now(), Asked);
        return null;
    }

    private async Task<IActionResult> SaveOrAgainAsync(PlanEdit edit, string note)
    {
        var before = Version;
        if (!edit.Ok)
            return Again("plan.accept-by-text");
        return await SaveAsync(edit.Texts!, note) ? LocalRedirect(PlanLinks.Saved(before.Launch, before.Number)) : Again("plan.accept-gone");
    }

    private PageResult Again(string problem)
    {
        View = new PlanView(Version, Services.Answers.Of(Version), T, Services.Clock.Now(), Asked);
        ModelState.AddModelError("", problem);
        return Page();
    }

    private static (IReadOnlyList<Problem>, int) Compare(IReadOnlyList<Problem> before, IReadOnlyList<Problem> now)
    {
        static (string, string?, string) Said(Problem problem) => (problem.Rule, problem.Task, string.Join('\0', problem.Values));
        var (old, present) = (before.Select(Said).ToHashSet(), now.Select(Said).ToHashSet());
        return ([.. now.Where(problem => !old.Contains(Said(problem)))], old.Count(said => !present.Contains(said)));
    }
}
