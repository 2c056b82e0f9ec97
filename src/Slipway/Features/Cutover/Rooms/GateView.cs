using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Platform.Localisation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>The next gate: votes with no-go first, criteria, and what waiting would cost.</summary>
public sealed record GateView
{
    public required string Task { get; init; }
    public required string Title { get; init; }
    public required Instant? At { get; init; }
    public required bool IsOpen { get; init; }
    public required int Votes { get; init; }
    public required int Quorum { get; init; }
    public required int Voters { get; init; }
    public required string Decider { get; init; }
    public required Instant? HeldUntil { get; init; }
    public required IReadOnlyList<GateVote> Ballots { get; init; }
    public required IReadOnlyList<GateCriterion> Criteria { get; init; }
    public required double? InsideWindow { get; init; }
    public required (double After15, double After30)? CostOfWaiting { get; init; }

    /// <summary>The undecided gate that comes first; null when all are decided.</summary>
    public static GateView? NextOf(Run run, RunForecast forecast, RunWords words, Instant now) =>
        run.State.ActiveTasks
            .Where(task => task.Kind == TaskKind.Gate && run.State.Tasks[task.Id].Stored == TaskState.Planned)
            .OrderBy(task => forecast.Forward?.Task(task.Id)?.Finish?.P50 ?? run.State.Planned.GetValueOrDefault(task.Id).Finish)
            .Select(task => Of(run, task, forecast, words, now))
            .FirstOrDefault();

    public static GateView Of(Run run, PlanTask task, RunForecast forecast, RunWords words, Instant now)
    {
        var record = run.State.Tasks[task.Id].Gate!;
        var rules = task.Gate!;
        return new GateView
        {
            Task = task.Id,
            Title = words.Title(task),
            At = forecast.Forward?.Task(task.Id)?.Finish?.P50,
            IsOpen = Readiness.Of(run.State, task, now).State == TaskState.Ready,
            Votes = record.Votes.Count,
            Quorum = rules.Quorum ?? rules.Voters.Count,
            Voters = rules.Voters.Count,
            Decider = words.Name(run.State.Plan.Who(rules.Decider, now, run.State.Clock)?.Id ?? rules.Decider),
            HeldUntil = record.HeldUntil,
            Ballots = [.. rules.Voters.Select(voter => Ballot(run, voter, record, words, now)).OrderBy(ballot => ballot.Go switch { false => 0, null => 1, true => 2 })],
            Criteria = [.. Gates.Criteria(run.State, task, forecast.ToKnown(task.Id)).Select(criterion => Criterion(task, criterion, forecast, words))],
            InsideWindow = forecast.Forward?.InsideWindow,
            CostOfWaiting = forecast.CostOfWaiting.TryGetValue(task.Id, out var cost) ? cost : null,
        };
    }

    private static GateVote Ballot(Run run, string voter, GateRecord record, RunWords words, Instant now)
    {
        var role = run.State.Plan.Launch.Person(voter) is null ? words.Name(voter) : null;
        return record.Votes.TryGetValue(voter, out var vote)
            ? new GateVote(words.Name(vote.Person), role, vote.Go, vote.Comment, vote.At)
            : new GateVote(words.Name(run.State.Plan.Who(voter, now, run.State.Clock)?.Id ?? voter), role, null, null, null);
    }

    private static GateCriterion Criterion(PlanTask gate, CriterionRecord known, RunForecast forecast, RunWords words)
    {
        var criterion = gate.Gate!.Criteria.First(candidate => candidate.Id == known.Id);
        return new GateCriterion(
            criterion.Id,
            criterion.Title.In(words.Texts.Language),
            criterion.Must,
            known.Met,
            criterion.Met switch
            {
                CriterionTest.TaskDone done => words.Title(done.Task),
                CriterionTest.SaidBy said => words.Name(said.PersonOrRole),
                _ => forecast.Forward is { } now ? words.Texts.Format("gate.likely", ("percent", Numbers.Percent(now.InsideWindow))) : "",
            },
            criterion.Met is CriterionTest.SaidBy);
    }
}

/// <param name="Go">Null for no vote yet.</param>
public sealed record GateVote(string Person, string? Role, bool? Go, string? Comment, Instant? At);

/// <param name="Met">Null where nobody knows yet.</param>
/// <param name="Evidence">What it reads: a task, a person, a probability.</param>
/// <param name="Said">Whether a person confirms it.</param>
public sealed record GateCriterion(string Id, string Title, bool Must, bool? Met, string Evidence, bool Said);
