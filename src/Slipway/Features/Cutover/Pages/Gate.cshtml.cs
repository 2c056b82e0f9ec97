using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Rooms;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>A go/no-go gate: votes, criteria, what waiting costs, the decision.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class GateModel(RunPages services) : RunPage(services)
{
    public PlanTask Task { get; private set; } = null!;

    public GateView View { get; private set; } = null!;

    public TaskRecord Record { get; private set; } = null!;

    /// <summary>The votes that the reader may cast, those that are still missing first: his own, and those that the scribe is told.</summary>
    public IReadOnlyList<(string Voter, ActsAs As)> MyVotes { get; private set; } = [];

    /// <summary>Who has looked at this page before the coming decision.</summary>
    public IReadOnlyList<string> Looked { get; private set; } = [];

    /// <summary>As whom the reader may decide; null when he may not.</summary>
    public ActsAs? Deciding { get; private set; }

    /// <summary>Whether the reader still has to vote: until then that is the one thing to do here.</summary>
    public bool VoteIsNext => MyVotes.Any(vote => vote.As.For is null && !Record.Gate!.Votes.ContainsKey(vote.Voter));

    /// <summary>Whether the page answers this vote.</summary>
    public bool IsSent(string voter) => Form.Act == "vote" && Form.Voter == voter;

    /// <summary>What was typed into a form that can no longer be sent; null when there is no such thing.</summary>
    public string? Left => Form.Act switch
    {
        "vote" when MyVotes.All(vote => vote.Voter != Form.Voter) => Form.Comment,
        "decide" when Deciding is null => Form.Reason,
        _ => null,
    };

    /// <summary>What a vote is called where the reader has several.</summary>
    public string NameOf(string voter) => View.Ballots.First(ballot => ballot.Voter == voter) is { Role: { } role } ballot ? $"{ballot.Person}{T["room.comma"]}{role}" : Words.Name(voter);

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

    /// <summary>As whom the reader may say that a criterion is met; null when he may not.</summary>
    public ActsAs? Confirming(string criterion) =>
        Task.Gate!.Criteria.First(candidate => candidate.Id == criterion).Met is CriterionTest.SaidBy said
            ? As(new ConfirmCriterion { Task = Task.Id, Criterion = criterion, Met = true }, said.PersonOrRole)
            : null;

    private async Task<IActionResult?> ShowAsync(string id, int number, string task)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (Run.State.Plan.Task(task) is not { Kind: TaskKind.Gate } gate || !Run.State.Tasks.TryGetValue(task, out var record))
            return NotFound();
        (Task, Record) = (gate, record);
        View = GateView.Of(Run, gate, await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted), Words, Now);
        MyVotes = [.. gate.Gate!.Voters
            .Select(voter => (Voter: voter, As: As(new Vote { Task = task, Voter = voter, Go = true }, voter)!))
            .Where(vote => vote.As is not null)
            .OrderBy(vote => vote.As.For is not null)
            .ThenBy(vote => record.Gate!.Votes.ContainsKey(vote.Voter))];
        // A hold for a reason is refused to nobody who decides.
        Deciding = As(new DecideGate { Task = task, Outcome = GateOutcome.Hold, Reason = "?", HoldUntil = NodaTime.Instant.MaxValue }, gate.Gate.Decider);
        Looked = await Services.Looks.LookAsync(Run, task, Reader.Person ?? Reader.Id, HttpContext.RequestAborted);
        return null;
    }
}
