using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Rooms;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Pages;

/// <summary>A go/no-go gate: votes, criteria, what waiting costs, the decision.</summary>
public sealed class GateModel(RunPages services) : RunPage(services)
{
    public PlanTask Task { get; private set; } = null!;

    public GateView View { get; private set; } = null!;

    public TaskRecord Record { get; private set; } = null!;

    public bool MayVote { get; private set; }

    public bool MayDecide { get; private set; }

    /// <summary>Whether the reader still has to vote: until then that is the one thing to do here.</summary>
    public bool VoteIsNext => MayVote && Record.Gate!.Votes.Values.All(vote => vote.Person != Acting.Id);

    public async Task<IActionResult> OnGetAsync(string id, int number, string task) => await ShowAsync(id, number, task) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number, string task)
    {
        if (await ShowAsync(id, number, task) is { } other)
            return other;
        Form.Task = task;
        if (await ActAsync(RunLinks.Gate(id, number, task)) is { } done)
            return done;
        return await ShowAsync(id, number, task) ?? Page();
    }

    public bool MayConfirm(string criterion) => May(new ConfirmCriterion { Task = Task.Id, Criterion = criterion, Met = true });

    private async Task<IActionResult?> ShowAsync(string id, int number, string task)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (Run.State.Plan.Task(task) is not { Kind: TaskKind.Gate } gate || !Run.State.Tasks.TryGetValue(task, out var record))
            return NotFound();
        (Task, Record) = (gate, record);
        View = GateView.Of(Run, gate, await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted), Words, Now);
        MayVote = May(new Vote { Task = task, Go = true });
        // A hold for a reason is refused to nobody who decides.
        MayDecide = May(new DecideGate { Task = task, Outcome = GateOutcome.Hold, Reason = "?", HoldUntil = NodaTime.Instant.MaxValue });
        return null;
    }
}
