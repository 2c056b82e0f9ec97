using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Cutover.Attachments;
using Slipway.Features.Cutover.Automation;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>One task of a run: what to do, what to expect, and every act that the reader may do.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
[RequestSizeLimit(FileKinds.LargestRequest)]
public sealed class TaskAtModel(RunPages services, AttachFile files, WorkOutputs outputs) : RunPage(services)
{
    public PlanTask Task { get; private set; } = null!;

    public TaskRecord? Record { get; private set; }

    public ShownState Shown { get; private set; }

    public Instant ExpectedStart { get; private set; }

    public Instant ExpectedFinish { get; private set; }

    public Readiness Ready { get; private set; } = null!;

    /// <summary>What its automated work says, or said last; null where it said nothing.</summary>
    public WorkOutputRecord? Output { get; private set; }

    /// <summary>Whether its automated work waits for a person to release it.</summary>
    public bool AwaitsRelease => Record is not null && WorkDue.AwaitsRelease(Run.State, Task, Now) && Record.Stored == TaskState.Planned;

    /// <summary>The tasks that it comes after, with how they stand.</summary>
    public IReadOnlyList<(PlanTask Task, ShownState Shown)> Before { get; private set; } = [];

    /// <summary>The tasks that come after it.</summary>
    public IReadOnlyList<(PlanTask Task, ShownState Shown)> Then { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, int number, string task) =>
        await ShowAsync(id, number, task) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number, string task)
    {
        if (await ShowAsync(id, number, task) is { } other)
            return other;
        Form.Task = task;
        if (await ActAsync(RunLinks.Task(id, number, task)) is { } done)
            return done;
        return await ShowAsync(id, number, task) ?? Page();
    }

    public async Task<IActionResult> OnPostFileAsync(string id, int number, string task, IFormFile? file)
    {
        if (await ShowAsync(id, number, task) is { } other)
            return other;
        var act = new Attach { CommandId = Form.CommandId, Task = task, Name = "", For = string.IsNullOrEmpty(Form.For) ? null : Form.For, Via = Form.Phone ? Via.Phone : Via.Page };
        var result = file is null
            ? new ActResult.Refused(Run, Refusal.Input("file-missing"))
            : await files.HandleAsync(Run.Id, await UploadedFile.OfAsync(file, HttpContext.RequestAborted), act, Acting, null, HttpContext.RequestAborted);
        return (IActionResult?)Told(result) ?? LocalRedirect(RunLinks.Task(id, number, task));
    }

    private async Task<IActionResult?> ShowAsync(string id, int number, string task)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (Run.State.Plan.Task(task) is not { } found)
            return NotFound();
        Task = found;
        Record = Run.State.Tasks.GetValueOrDefault(task);
        Before = Neighbours(Run.State.LinksOf(found).Select(link => Run.State.Plan.Task(link.Predecessor)!));
        Then = Neighbours(Run.State.Plan.Tasks.Where(other => other.IsRollback == found.IsRollback && Run.State.LinksOf(other).Any(link => link.Predecessor == task)));
        if (Record is null)
            return null;
        var forecast = await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted);
        Shown = ShownTasks.Shown(Run.State, found, Now);
        (ExpectedStart, ExpectedFinish) = ShownTasks.Expected(Run.State, forecast, found, Now);
        Ready = Readiness.Of(Run.State, found, Now);
        Output = found.Work is null ? null : await outputs.ReadAsync(Run.Id, task, HttpContext.RequestAborted);
        return null;
    }

    private List<(PlanTask, ShownState)> Neighbours(IEnumerable<PlanTask> tasks) =>
        [.. tasks.Distinct()
            .Where(task => Run.State.Tasks.ContainsKey(task.Id) || Run.State.Assumed.Contains(task.Id))
            .Select(task => (task, Run.State.Tasks.ContainsKey(task.Id) ? ShownTasks.Shown(Run.State, task, Now) : ShownState.Done))];
}
