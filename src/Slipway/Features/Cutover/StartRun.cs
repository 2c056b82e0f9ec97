using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Features.Cutover.Automation;
using Slipway.Features.Cutover.Plans;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Starts a run: a rehearsal begins at once, a live run when the service owner says so in words.</summary>
public sealed class StartRun(
    ILaunches launches, RunStore runs, LivePlace place, IDbContextFactory<SlipwayDb> databases, ReadyToAct toAct, ServerSettings server, IClock clock)
{
    /// <summary>So many others may take a number before we give up.</summary>
    private const int MostTries = 30;

    /// <summary>So many things that are missing are named at once.</summary>
    private const int MostNamed = 10;

    /// <param name="launch">The launch's id.</param>
    /// <param name="wish">What run.</param>
    /// <param name="confirm">For a live run that begins at once: the service owner's words; without them it is prepared.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="command">Made by the sender: repeating it makes no other run. Null when it is nobody's.</param>
    /// <param name="cancellation">Before the run is made; never after.</param>
    public async Task<ActResult> HandleAsync(string launch, RunWish wish, string? confirm, ActingActor actor, Guid? command, CancellationToken cancellation)
    {
        if (await launches.CurrentAsync(launch, cancellation) is not { } version)
            return new ActResult.NoSuchRun();
        var id = command is { } sent ? IdOf(actor, sent) : Guid.CreateVersion7();
        if (command is not null && await runs.ReadAsync(id, cancellation) is { } before)
        {
            if (!IsOf(before, launch, wish))
                return Used(before, command);
            if (before.State.Version > 0)
                return await MadeAsync(before, id, cancellation);
            // A first try was cut off between record and journal; it is carried on as it was begun.
            version = await launches.ByHashAsync(launch, before.Record.PlanHash, cancellation) ?? version;
        }
        var now = clock.Now();
        if (InTheWay(version, wish.Mode, now) is { Count: > 0 } errors)
            return new ActResult.Refused(Preview(version, wish, now), Refusal.State("plan-has-errors", $"{errors.Count}", string.Join(", ", errors.Select(problem => problem.Rule).Distinct())));
        if (!version.Summary.HasFourEyes && (wish.Acts == true || (wish.Mode == RunMode.Live && PlanRun.HasWork(version.Plan))))
            return new ActResult.Refused(Preview(version, wish, now), Refusal.State("needs-second-person", $"{version.Number}"));
        wish = wish with { Acts = wish.Acts ?? (version.Summary.HasFourEyes && PlanRun.MayAct(version.Plan, wish)) };
        var (planned, refused) = PlanRun.Of(version.Plan, version.Hash, wish, now);
        var preview = Preview(version, wish, now);
        if (refused is not null)
            return new ActResult.Refused(preview, refused);
        if (planned!.Acts && toAct.Missing(version.Plan, planned.Mode, planned.Notices) is { Count: > 0 } missing)
            return new ActResult.Refused(preview, Refusal.State("not-ready-to-act", $"{missing.Count}", string.Join(" · ", missing.Take(MostNamed))));
        if (planned.Mode == RunMode.Rehearsal && planned.Notices != NoticeMode.Off && NobodyToTell(planned.Notices) is { } nobody)
            return new ActResult.Refused(preview, nobody);
        planned = planned with { Received = now, Actor = actor.Id, Via = actor.Via };
        var state = RunState.Of(version.Plan).Evolve(planned);
        // Asked before anything is written, so that a run that may not be leaves no trace.
        var begin = new BeginRun { Confirm = confirm, Actor = actor.Id, ActorRoles = actor.Roles, Via = actor.Via, Received = now, Now = state.NowAt(now) };
        if (MayNot(state, begin, actor) is { } mayNot)
            return new ActResult.Refused(preview, mayNot);
        var begun = wish.Mode == RunMode.Live && confirm is null ? Decision.Of() : RunDecider.Decide(state, begin);
        if (begun.Refused is not null)
            return new ActResult.Refused(preview, begun.Refused);
        var record = await RecordAsync(id, version, wish, state, now, cancellation);
        // Another wish under the same id came meanwhile: first with its record, or with its act.
        if (record.Launch != launch || record.Mode != wish.Mode)
            return Used(preview, command);
        return await MakeAsync(new Run(record, RunState.Of(version.Plan)), [planned, .. begun.Events]) switch
        {
            null => new ActResult.Refused(preview, Refusal.State("live-run-open")),
            ActResult.Done { Run: var made } when command is not null && !IsOf(made, launch, wish) => Used(made, command),
            var result => result,
        };
    }

    /// <summary>Asked for in a rehearsal, notices must go somewhere; a live run is not kept from beginning for them.</summary>
    private Refusal? NobodyToTell(NoticeMode mode) => server.Notices is null ? Refusal.State("no-notices-here")
        : mode == NoticeMode.Test && server.Notices.Tests is null ? Refusal.State("no-test-addresses")
        : null;

    private static ActResult.Refused Used(Run run, Guid? command) => new(run, Refusal.Input("command-id-used", $"{command}"));

    /// <summary>Preparing a live run takes the launch's one place for it: it is for who leads now, or will when it begins.</summary>
    private static Refusal? MayNot(RunState state, BeginRun begin, ActingActor actor)
    {
        if (actor.OnlyLooksOn)
            return Refusal.Who("observers-look-on");
        return state.Mode == RunMode.Rehearsal || begin.Confirm is not null || WhoMay.Leads(state, begin) || WhoMay.Leads(state, begin with { Now = state.From })
            ? null
            : Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
    }

    /// <summary>Writes the run's first act, all of it at once; null when another live run has the launch's place. What is begun here is ended, though the sender went away.</summary>
    private async Task<ActResult?> MakeAsync(Run run, IReadOnlyList<RunEvent> act)
    {
        if (act[0] is RunPlanned { Mode: RunMode.Live } && !await place.TakeAsync(run, run.Id, act))
        {
            await ForgetAsync(run);
            return null;
        }
        var (after, _) = await runs.AppendAsync(run, run.Id, act, CancellationToken.None);
        // Whoever came meanwhile may have written the same act for us.
        return after is not null ? new ActResult.Done(after, act, after.State.Version) : await MadeAsync((await runs.ReadAsync(run.Id, CancellationToken.None))!, run.Id, CancellationToken.None);
    }

    private async Task<ActResult> MadeAsync(Run run, Guid command, CancellationToken cancellation)
    {
        var entries = await runs.OfCommandAsync(run, command, cancellation);
        return new ActResult.Done(run, [.. entries.Select(RunStore.Event)], entries[^1].Version);
    }

    /// <summary>The same wish of the same sender is the same run, on any number of nodes.</summary>
    private static Guid IdOf(ActingActor actor, Guid command) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Id} {command}")).AsSpan(0, 16), bigEndian: true);

    /// <summary>Whether a run is the one that is wished for, so that it may be the answer to a wish that comes again.</summary>
    private static bool IsOf(Run run, string launch, RunWish wish)
    {
        if (run.Launch != launch || run.Record.Mode != wish.Mode)
            return false;
        var state = run.State;
        return state.Version == 0
            || (state.Speed.Equals(wish.Speed) && state.Autopilot == wish.Autopilot && state.Seed == wish.Seed
                && (wish.Acts is null || state.Acts == wish.Acts)
                && (wish.Notices is null || state.Notices == wish.Notices)
                && (wish.T0 is null || wish.T0 == state.T0)
                && (wish.From is null || state.Clock.Resolve(wish.From) == state.From)
                && (wish.To is null || state.Clock.Resolve(wish.To) == state.To));
    }

    /// <summary>What cannot run is not started, and no live run with any error: nobody mends a plan at two in the morning.</summary>
    public static IReadOnlyList<Problem> InTheWay(PlanVersion version, RunMode mode, Instant now) =>
        [.. PlanAnswer.Check(version.Texts, now)
            .Where(problem => problem.Severity == Severity.Error && (mode == RunMode.Live || !PlanChecks.MayBeRehearsed.Contains(problem.Rule)))];

    /// <summary>A run that was never made, for the sentence that refuses it.</summary>
    private static Run Preview(PlanVersion version, RunWish wish, Instant now) =>
        new(Record(Guid.Empty, version, wish, 0, now, null), RunState.Of(version.Plan));

    private async Task<RunRecord> RecordAsync(Guid id, PlanVersion version, RunWish wish, RunState state, Instant now, CancellationToken cancellation)
    {
        var opening = (await Task.Run(() => RunForecast.Of(state, state.From), cancellation)).Forward;
        for (var tries = 0; ; tries++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            // The same wish came twice, or its first try was cut off here.
            if (await db.Set<RunRecord>().AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellation) is { } there)
                return there;
            var last = await db.Set<RunRecord>().Where(run => run.Launch == version.Launch).MaxAsync(run => (int?)run.Number, cancellation) ?? 0;
            var record = Record(id, version, wish, last + 1, now, opening?.Finish);
            db.Add(record);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return record;
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
                // Somebody else took the number; take the next.
            }
        }
    }

    private static RunRecord Record(Guid id, PlanVersion version, RunWish wish, int number, Instant now, InstantQuantiles? opening) => new()
    {
        Id = id,
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

    private async Task ForgetAsync(Run run)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Set<RunRecord>().Where(record => record.Id == run.Id).ExecuteDeleteAsync();
    }
}
