using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Cutover.Notices;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What this person has to do, on a phone: one task, and what comes then.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class MyTasksModel(RunPages services, NoticeBox box, CalendarFeed calendars) : RunPage(services)
{
    private const int MostNext = 8;
    private const int MostTold = 6;

    public PlanTask? Current { get; private set; }

    public ShownState Shown { get; private set; }

    public Instant ExpectedStart { get; private set; }

    public Instant ExpectedFinish { get; private set; }

    /// <summary>Whether the reader is the one who confirms the current task.</summary>
    public bool Confirms => Current is { } task && May(new VerifyTask { Task = task.Id });

    /// <summary>What the current task still waits for.</summary>
    public IReadOnlyList<PlanTask> WaitsFor { get; private set; } = [];

    public IReadOnlyList<(PlanTask Task, ShownState Shown, Instant Start)> Then { get; private set; } = [];

    /// <summary>Tasks that are not the current one any more, of which the reader's last act can still be taken back.</summary>
    public IReadOnlyList<PlanTask> ToTakeBack { get; private set; } = [];

    public IReadOnlyList<SubstitutionRecord> StandsInFor { get; private set; } = [];

    /// <summary>Undecided gates in which this person has a vote, the decision or a criterion to confirm.</summary>
    public IReadOnlyList<GateDuty> Gates { get; private set; } = [];

    /// <summary>How the run stands, when that is more than that it goes on: whoever looks only here must learn that it went back.</summary>
    public Verdict? Turn { get; private set; }

    /// <summary>What the reader was told last, by e-mail and SMS.</summary>
    public IReadOnlyList<NoticeRecord> Heard { get; private set; } = [];

    /// <summary>The address of the reader's calendar.</summary>
    public string? Calendar { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, int? number) => await ShowAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int? number)
    {
        if (await ShowAsync(id, number) is { } other)
            return other;
        if (await ActAsync(RunLinks.MyTasks(id, Run.Record.Number)) is { } done)
            return done;
        return await ShowAsync(id, number) ?? Page();
    }

    private async Task<IActionResult?> ShowAsync(string id, int? number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other is NotFoundResult && number is null ? Redirect(RunLinks.New(id)) : other;
        var forecast = await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted);
        Turn = Run.State.Status == RunStatus.Running ? null : new RoomVerdict(Run, forecast, Words, Now).Of(0);
        if (Me is not { } me)
            return null;
        Calendar = NoticeLinks.Calendar(calendars.Sign(id, me));
        Heard = Run.State.Notices == NoticeMode.Off ? [] : await box.NewestAsync(Run.Record.Stream, me, MostTold, HttpContext.RequestAborted);
        var state = Run.State;
        StandsInFor = [.. state.Substitutions.Values.Where(substitution => substitution.By == me)];
        var mine = state.ActiveTasks
            .Where(task => task.Kind is TaskKind.Task or TaskKind.Checkpoint && PageDigest.IsOf(state, task, me, Now) && !state.Tasks[task.Id].Stored.Releases() && state.Tasks[task.Id].Stored != TaskState.Abandoned)
            .Select(task => (Task: task, Shown: ShownTasks.Shown(state, task, Now), ShownTasks.Expected(state, forecast, task, Now).Start))
            .OrderBy(item => Urgency(item.Task, item.Shown)).ThenBy(item => item.Start)
            .ToList();
        Current = mine.Select(item => item.Task).FirstOrDefault();
        if (Current is not null)
        {
            Shown = mine[0].Shown;
            (ExpectedStart, ExpectedFinish) = ShownTasks.Expected(state, forecast, Current, Now);
            WaitsFor = [.. Readiness.Of(state, Current, Now).For.Select(id => state.Plan.Task(id)).OfType<PlanTask>()];
        }
        ToTakeBack = [.. state.ActiveTasks.Where(task => task.Id != Current?.Id && state.Tasks[task.Id].LastActor == Acting.Id && May(new TakeBack { Task = task.Id }))];
        Then = [.. mine.Skip(1).Take(MostNext)];
        Gates = [.. state.ActiveTasks
            .Where(task => task.Kind == TaskKind.Gate && state.Tasks[task.Id].Stored == TaskState.Planned)
            .Select(task => (Gate: GateView.Of(Run, task, forecast, Words, Now), Duty: Duty(task, me)))
            .Where(item => item.Duty is not null)
            .Select(item => new GateDuty(item.Gate, item.Duty!))
            .OrderBy(duty => duty.Gate.At ?? Instant.MaxValue)];
        return null;
    }

    /// <summary>The most that this person has to do at a gate, as the last part of a text's key; null for nothing.</summary>
    private string? Duty(PlanTask gate, string me)
    {
        var record = Run.State.Tasks[gate.Id].Gate!;
        if (Holds(gate.Gate!.Voters.Where(voter => !record.Votes.ContainsKey(voter)), me))
            return "vote";
        if (Holds([gate.Gate.Decider], me))
            return "decide";
        var unsaid = Planning.Runs.Gates.Criteria(Run.State, gate, null).Where(known => known.Met is null).Select(known => known.Id).ToHashSet();
        return Holds(gate.Gate.Criteria.Where(criterion => unsaid.Contains(criterion.Id)).Select(criterion => (criterion.Met as CriterionTest.SaidBy)?.PersonOrRole), me) ? "confirm" : null;
    }

    private bool Holds(IEnumerable<string?> peopleOrRoles, string me) =>
        peopleOrRoles.Any(name => Run.State.Plan.Who(name, Now, Run.State.Clock)?.Id is { } person && Run.State.StandInFor(person) == me);

    private int Urgency(PlanTask task, ShownState shown) => Run.State.Tasks[task.Id].Stored switch
    {
        TaskState.InProgress => 0,
        TaskState.Failed or TaskState.Unknown => 1,
        _ => Readiness.Of(Run.State, task, Now).State == TaskState.Ready ? 2 : shown == ShownState.Late ? 3 : 4,
    };
}

/// <param name="Gate">The gate.</param>
/// <param name="Duty"><c>vote</c>, <c>decide</c> or <c>confirm</c>.</param>
public sealed record GateDuty(GateView Gate, string Duty);
