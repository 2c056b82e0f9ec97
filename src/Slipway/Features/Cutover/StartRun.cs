using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Features.Cutover.Plans;
using Slipway.Platform.Storage;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Starts a run: a rehearsal begins at once, a live run when the service owner says so in words.</summary>
public sealed class StartRun(
    ILaunches launches, RunStore runs, LivePlace place, ActOnRun acts, IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    /// <param name="launch">The launch's id.</param>
    /// <param name="wish">What run.</param>
    /// <param name="confirm">For a live run that begins at once: the service owner's words.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="cancellation">Before the run is made.</param>
    public async Task<ActResult> HandleAsync(string launch, RunWish wish, string? confirm, ActingActor actor, CancellationToken cancellation)
    {
        if (await launches.CurrentAsync(launch, cancellation) is not { } version)
            return new ActResult.NoSuchRun();
        var now = clock.Now();
        if (InTheWay(version, wish.Mode, now) is { Count: > 0 } errors)
            return new ActResult.Refused(Preview(version, wish, now), Refusal.State("plan-has-errors", $"{errors.Count}", string.Join(", ", errors.Select(problem => problem.Rule).Distinct())));
        var (planned, refused) = PlanRun.Of(version.Plan, version.Hash, wish, now);
        var preview = Preview(version, wish, now);
        if (refused is not null)
            return new ActResult.Refused(preview, refused);
        planned = planned! with { Received = now, Actor = actor.Id, Via = actor.Via };
        var state = RunState.Of(version.Plan).Evolve(planned);
        // Asked before anything is written, so that a live run that may not begin leaves no trace.
        var begin = new BeginRun { Confirm = confirm, Actor = actor.Id, ActorRoles = actor.Roles, Via = actor.Via, Received = now, Now = state.NowAt(now) };
        if ((wish.Mode == RunMode.Rehearsal || confirm is not null) && RunDecider.Decide(state, begin).Refused is { } mayNot)
            return new ActResult.Refused(preview, mayNot);
        var run = await RecordAsync(version, wish, state, now, cancellation);
        if (wish.Mode == RunMode.Live && !await place.TakeAsync(run, cancellation))
        {
            await ForgetAsync(run, cancellation);
            return new ActResult.Refused(preview, Refusal.State("live-run-open"));
        }
        var (after, _) = await runs.AppendAsync(run with { State = RunState.Of(version.Plan) }, Guid.CreateVersion7(), [planned], cancellation);
        return wish.Mode == RunMode.Live && confirm is null
            ? new ActResult.Done(after!, [planned])
            : await acts.HandleAsync(run.Id, new BeginRun { Confirm = confirm }, actor, null, cancellation);
    }

    /// <summary>What cannot run is not started, and no live run with any error: nobody mends a plan at two in the morning.</summary>
    public static IReadOnlyList<Problem> InTheWay(PlanVersion version, RunMode mode, Instant now) =>
        [.. PlanAnswer.Check(version.Texts, now)
            .Where(problem => problem.Severity == Severity.Error && (mode == RunMode.Live || !PlanChecks.MayBeRehearsed.Contains(problem.Rule)))];

    /// <summary>A run that was never made, for the sentence that refuses it.</summary>
    private static Run Preview(PlanVersion version, RunWish wish, Instant now) =>
        new(Record(version, wish, 0, now, null), RunState.Of(version.Plan));

    private async Task<Run> RecordAsync(PlanVersion version, RunWish wish, RunState state, Instant now, CancellationToken cancellation)
    {
        var opening = (await Task.Run(() => RunForecast.Of(state, state.From), cancellation)).Forward;
        for (var tries = 0; ; tries++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var last = await db.Set<RunRecord>().Where(run => run.Launch == version.Launch).MaxAsync(run => (int?)run.Number, cancellation) ?? 0;
            var record = Record(version, wish, last + 1, now, opening?.Finish);
            db.Add(record);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return new Run(record, state);
            }
            catch (DbUpdateException) when (tries < 10)
            {
                // Somebody else took the number; take the next.
            }
        }
    }

    private static RunRecord Record(PlanVersion version, RunWish wish, int number, Instant now, InstantQuantiles? opening) => new()
    {
        Id = Guid.CreateVersion7(),
        Launch = version.Launch,
        Number = number,
        Mode = wish.Mode,
        PlanHash = version.Hash,
        PlanNumber = version.Number,
        Created = now,
        OpeningP10 = opening?.P10,
        OpeningP50 = opening?.P50,
        OpeningP90 = opening?.P90,
    };

    private async Task ForgetAsync(Run run, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<RunRecord>().Where(record => record.Id == run.Id).ExecuteDeleteAsync(cancellation);
    }
}
