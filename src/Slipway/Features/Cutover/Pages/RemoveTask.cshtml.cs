using Microsoft.AspNetCore.Mvc;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Takes a task out of the plan, after a second thought.</summary>
public sealed class RemoveTaskModel(PlanPages services) : PlanPage(services)
{
    [BindProperty]
    public string? Note { get; set; }

    public PlanTask Task { get; private set; } = null!;

    /// <summary>The tasks that name it.</summary>
    public IReadOnlyList<PlanTask> Referring => [.. Version.Plan.Tasks.Where(other => other.Id != Task.Id
        && (other.After.Any(link => link.Predecessor == Task.Id) || other.Undo is Undo.By by && by.Task == Task.Id
            || other.Gate?.Criteria.Any(criterion => criterion.Met is CriterionTest.TaskDone done && done.Task == Task.Id) == true))];

    public async Task<IActionResult> OnGetAsync(string id, string task) => await OpenAsync(id, task) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, string task)
    {
        do
        {
            // Asked anew each time: somebody may have saved, or removed it, meanwhile.
            if (await OpenAsync(id, task) is { } other)
                return other;
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
        if (!MayEdit)
            return Forbid();
        if (Version.Plan.Task(task) is not { } found)
            return NotFound();
        Task = found;
        return null;
    }
}
