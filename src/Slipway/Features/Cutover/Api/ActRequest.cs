using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Slipway.Features.Cutover.Api;

/// <summary>The body of <c>POST /api/v1/runs/ID/acts</c>. Fields that an act does not use stay away; unknown ones are refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ActRequest
{
    [Description("Made by the sender. Repeating it adds nothing and gives the first answer; under an id that was used for something else the act is refused.")]
    public required Guid CommandId { get; init; }

    [Description("acknowledge, start, release, finish, verify, fail, mark-unknown, work-around, waive-skip, skip, reopen, take-back, block, unblock, hand-over, change-duration, add-task, comment, attach, raise-issue, settle-issue, substitute, end-substitution, vote, confirm-criterion, decide, begin, pause, resume, cancel, roll-back")]
    public required string Act { get; init; }

    [Description("The task that it is about.")]
    public string? Task { get; init; }

    [Description("Required for fail, mark-unknown, work-around, skip, waive-skip, reopen, block, pause, cancel, roll-back, and for every decision but go.")]
    public string? Reason { get; init; }

    [Description("When it happened, on the run's clock; now if it is missing.")]
    public string? At { get; init; }

    [Description("The person on whose behalf; for the scribe on shift and administrators.")]
    public string? For { get; init; }

    [Description("phone when it came by telephone.")]
    public string? Via { get; init; }

    [Description("Refuse with 409 unless the run is at this version.")]
    public long? IfVersion { get; init; }

    [Description("hand-over: to whom; the deputy if it is missing.")]
    public string? To { get; init; }

    [Description("substitute, end-substitution: for whom somebody stands in.")]
    public string? Person { get; init; }

    [Description("substitute: who stands in; the person's deputy if it is missing.")]
    public string? By { get; init; }

    [Description("comment: the text.")]
    public string? Text { get; init; }

    [Description("attach: what to call it.")]
    public string? Name { get; init; }

    [Description("attach: an http or https address.")]
    public string? Url { get; init; }

    [Description("raise-issue, add-task.")]
    public string? Title { get; init; }

    [Description("raise-issue: low, high, critical.")]
    public string? Severity { get; init; }

    [Description("raise-issue, add-task.")]
    public string? Owner { get; init; }

    [Description("settle-issue: its id.")]
    public string? Issue { get; init; }

    [Description("settle-issue: what was done.")]
    public string? How { get; init; }

    [Description("change-duration, add-task: 12m or 9m/12m/21m.")]
    public string? Takes { get; init; }

    [Description("vote: true for go, false for no-go.")]
    public bool? Go { get; init; }

    [Description("vote, confirm-criterion.")]
    public string? Comment { get; init; }

    [Description("vote: as which of the gate's voters, for somebody who could be several.")]
    public string? Voter { get; init; }

    [Description("confirm-criterion: its id.")]
    public string? Criterion { get; init; }

    [Description("confirm-criterion: whether it is met.")]
    public bool? Met { get; init; }

    [Description("decide: go, go-with-conditions, hold, no-go-roll-back, no-go-cancel.")]
    public string? Outcome { get; init; }

    [Description("decide, with outcome go-with-conditions.")]
    public IReadOnlyList<ConditionRequest>? Conditions { get; init; }

    [Description("decide: criteria that the decider waives.")]
    public IReadOnlyList<string>? Waive { get; init; }

    [Description("decide, with outcome hold: when to vote anew.")]
    public string? HoldUntil { get; init; }

    [Description("begin, for a live run: the launch's id and the word live.")]
    public string? Confirm { get; init; }

    [Description("add-task: the instruction, in Markdown.")]
    public string? Do { get; init; }

    [Description("add-task: what shows that it worked.")]
    public string? Expect { get; init; }

    public string? Workstream { get; init; }
    public string? Deputy { get; init; }

    [Description("add-task: links as in a plan, snapshot-h2 or freeze SS+5m.")]
    public IReadOnlyList<string>? After { get; init; }

    [Description("add-task: tasks that wait for it.")]
    public IReadOnlyList<string>? Before { get; init; }

    [Description("add-task: the rollback task that takes it back; nothing to take back if it is missing.")]
    public string? Undo { get; init; }

    public bool? NoReturn { get; init; }
    public bool? Attended { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConditionRequest
{
    public required string Text { get; init; }
    public required string Owner { get; init; }
    public required string Due { get; init; }
}
