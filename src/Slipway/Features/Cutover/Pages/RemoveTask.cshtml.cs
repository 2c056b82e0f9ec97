using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Takes a task out of the plan, after a second thought.</summary>
[Needs(PermissionTable.EditPlan)]
public sealed class RemoveTaskModel(PlanPages services) : PlanPage(services)
{
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The version that the reader saw when asked.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    public PlanTask Task { get; private set; } = null!;

    /// <summary>The tasks that name it.</summary>
    public IReadOnlyList<PlanTask> Referring { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, string task)
    {
        if (await OpenAsync(id, task) is { } other)
            return other;
        BasedOn = Version.Number;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string task)
    {
        do
        {
            // Asked anew each time: somebody may have saved, or removed it, meanwhile.
            if (await OpenAsync(id, task) is { } other)
                return other;
            if (BasedOn != Version.Number && !await IsAsSeenAsync(id, task))
                return AskAgain();
            var edit = PlanEditor.Remove(Version.Texts, task);
            if (!edit.Ok)
            {
                ModelState.AddModelError("", "taskform.remove-refused");
                return Page();
            }
            if (await SaveAsync(edit.Texts!, Note))
                return LocalRedirect(PlanLinks.Saved(id, Version.Number));
        }
        while (true);
    }

    private async Task<IActionResult?> OpenAsync(string id, string task)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (Version.Plan.Task(task) is not { } found)
            return NotFound();
        (Task, Referring) = (found, Naming(Version.Plan, task));
        return null;
    }

    /// <summary>Whether the task and those that name it still are what the reader agreed to lose.</summary>
    private async Task<bool> IsAsSeenAsync(string id, string task) =>
        await Services.Launches.VersionAsync(id, BasedOn, HttpContext.RequestAborted) is { } seen
        && PlanDifference.Between(seen.Plan, Version.Plan).All(change => change.Subject != ChangeSubject.Task || change.Id != task)
        && Naming(seen.Plan, task).Select(other => other.Id).SequenceEqual(Referring.Select(other => other.Id));

    private PageResult AskAgain()
    {
        ModelState.Clear();
        BasedOn = Version.Number;
        ModelState.AddModelError("", T.Format("taskform.remove-changed", ("name", Words.Name(Version.Summary.By)), ("number", Version.Number)));
        return Page();
    }

    private static IReadOnlyList<PlanTask> Naming(Plan plan, string task) => [.. plan.Tasks.Where(other => other.Id != task
        && (other.After.Any(link => link.Predecessor == task) || other.Undo is Undo.By by && by.Task == task
            || other.Gate?.Criteria.Any(criterion => criterion.Met is CriterionTest.TaskDone done && done.Task == task) == true))];
}
