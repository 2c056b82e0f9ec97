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
    /// <summary>The decision that closed it; null while it is open or to come. Everything else is then as it was known to whoever decided.</summary>
    public required GateDecided? Decided { get; init; }
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
        var decided = run.State.Tasks[task.Id].Stored != TaskState.Planned && record.Decisions is [.., var last] ? last : null;
        var known = decided?.Evidence.Forecast ?? forecast.ToKnown(task.Id);
        var votes = decided is null ? record.Votes : decided.Evidence.Votes.ToDictionary(vote => vote.Voter);
        var criteria = decided?.Evidence.Criteria ?? Gates.Criteria(run.State, task, known);
        return new GateView
        {
            Task = task.Id,
            Title = words.Title(task),
            At = decided?.At ?? forecast.Forward?.Task(task.Id)?.Finish?.P50,
            IsOpen = Readiness.Of(run.State, task, now).State == TaskState.Ready,
            Votes = votes.Count,
            Quorum = rules.Quorum ?? rules.Voters.Count,
            Voters = rules.Voters.Count,
            Decider = words.Name(run.State.Plan.Who(rules.Decider, now, run.State.Clock)?.Id ?? rules.Decider),
            HeldUntil = decided is null ? record.HeldUntil : null,
            Decided = decided,
            Ballots = [.. rules.Voters.Select(voter => Ballot(run, voter, votes, words, now)).OrderBy(ballot => ballot.Go switch { false => 0, null => 1, true => 2 })],
            Criteria = [.. criteria.Select(criterion => Criterion(task, criterion, decided is not null, known, words))],
            InsideWindow = known.InsideWindow,
            CostOfWaiting = known is { InsideAfter15: { } after15, InsideAfter30: { } after30 } ? (after15, after30) : null,
        };
    }

    private static GateVote Ballot(Run run, string voter, IReadOnlyDictionary<string, VoteRecord> votes, RunWords words, Instant now)
    {
        var role = run.State.Plan.Launch.Person(voter) is null ? words.Name(voter) : null;
        return votes.TryGetValue(voter, out var vote)
            ? new GateVote(voter, words.Name(vote.Person), role, vote.Go, vote.Comment, vote.At)
            : new GateVote(voter, words.Name(run.State.Plan.Who(voter, now, run.State.Clock)?.Id ?? voter), role, null, null, null);
    }

    private static GateCriterion Criterion(PlanTask gate, CriterionRecord known, bool past, KnownForecast forecast, RunWords words)
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
                _ => forecast.InsideWindow is { } inside ? words.Texts.Format(past ? "gate.likely-then" : "gate.likely", ("percent", Numbers.Percent(inside))) : "",
            },
            criterion.Met is CriterionTest.SaidBy);
    }
}

/// <param name="Voter">The person or role, as the plan names it.</param>
/// <param name="Go">Null for no vote yet.</param>
public sealed record GateVote(string Voter, string Person, string? Role, bool? Go, string? Comment, Instant? At);

/// <param name="Met">Null where nobody knows yet.</param>
/// <param name="Evidence">What it reads: a task, a person, a probability.</param>
/// <param name="Said">Whether a person confirms it.</param>
public sealed record GateCriterion(string Id, string Title, bool Must, bool? Met, string Evidence, bool Said);
