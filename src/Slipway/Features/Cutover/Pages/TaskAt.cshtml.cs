using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Pages;

/// <summary>One task of a run: what to do, what to expect, and every act that the reader may do.</summary>
public sealed class TaskAtModel(RunPages services) : RunPage(services)
{
    public PlanTask Task { get; private set; } = null!;

    public TaskRecord? Record { get; private set; }

    public ShownState Shown { get; private set; }

    public Instant ExpectedStart { get; private set; }

    public Instant ExpectedFinish { get; private set; }

    public Readiness Ready { get; private set; } = null!;

    /// <summary>People in whose name the reader may speak: everybody for the scribe and administrators.</summary>
    public bool MayActForOthers => Reader.IsAdministrator
        || Run.State.Plan.Who(Roles.Scribe, Now, Run.State.Clock)?.Id is { } scribe && Run.State.StandInFor(scribe) == Me;

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

    private async Task<IActionResult?> ShowAsync(string id, int number, string task)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (Run.State.Plan.Task(task) is not { } found)
            return NotFound();
        Task = found;
        Record = Run.State.Tasks.GetValueOrDefault(task);
        if (Record is null)
            return null;
        var forecast = await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted);
        Shown = ShownTasks.Shown(Run.State, found, Now);
        (ExpectedStart, ExpectedFinish) = ShownTasks.Expected(Run.State, forecast, found, Now);
        Ready = Readiness.Of(Run.State, found, Now);
        return null;
    }
}
