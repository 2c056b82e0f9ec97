using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Who acts, as the sign-in or token says.</summary>
/// <param name="Id">A person's id, <c>token:NAME</c>, <c>administrator:NAME</c>.</param>
/// <param name="Roles">Roles besides those that the launch gives to that person.</param>
public sealed record ActingActor(string Id, IReadOnlyList<string> Roles, Via Via)
{
    /// <summary>Whether the sign-in itself is an observer's: such a token does nothing, whosever it is.</summary>
    public bool OnlyLooksOn => Roles.Contains(Planning.Plans.Roles.Observer);
}

/// <summary>What became of an act.</summary>
public abstract record ActResult
{
    private ActResult() { }

    /// <summary>It is in the journal; or nothing had to happen.</summary>
    /// <param name="Run">The run with it, and perhaps with what came after.</param>
    /// <param name="Events">What it led to.</param>
    /// <param name="Version">The run's version after the act itself, whatever came later.</param>
    public sealed record Done(Run Run, IReadOnlyList<RunEvent> Events, long Version) : ActResult;

    public sealed record Refused(Run Run, Refusal Why) : ActResult;

    /// <summary>The run is not at the version that the sender knew.</summary>
    public sealed record OtherVersion(Run Run) : ActResult;

    public sealed record NoSuchRun : ActResult;
}

/// <summary>One act on a run: page, API, command line, autopilot and clock all come through here.</summary>
public sealed class ActOnRun(RunStore runs, LivePlace place, RunForecasts forecasts, IClock clock)
{
    /// <summary>So many acts may come between loading and appending before we give up; each retry means that another act succeeded.</summary>
    private const int MostTries = 100;

    /// <param name="id">The run.</param>
    /// <param name="act">What to do; actor and times are put in here.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="ifVersion">The version that the sender knew; null when it does not matter.</param>
    /// <param name="cancellation">Before it is written; never after.</param>
    public async Task<ActResult> HandleAsync(Guid id, RunCommand act, ActingActor actor, long? ifVersion, CancellationToken cancellation)
    {
        var run = await runs.KnownAsync(id, cancellation);
        if (run is not null && actor.OnlyLooksOn)
            return new ActResult.Refused(run, Refusal.Who("observers-look-on"));
        KnownForecast? known = null;
        for (var tries = 0; run is not null && tries < MostTries; tries++)
        {
            var command = Stamp(run, act, actor);
            if (command is DecideGate { Known: null } decide)
            {
                // Once: in a busy room another act would come before each new forecast, and the decision never.
                known ??= (await forecasts.NowAsync(run, cancellation)).ToKnown(decide.Task);
                command = decide with { Known = known };
            }
            var decision = RunDecider.Decide(run.State, command);
            if (decision.Refused is not null || decision.Events.Count == 0 || (ifVersion is not null && ifVersion != run.State.Version))
            {
                // What this node knows may be old, and what looks refused may be a repetition.
                var fresh = (await runs.ReadAsync(id, cancellation))!;
                if (await RepeatedAsync(fresh, command, cancellation) is { } before)
                    return before;
                if (fresh.State.Version != run.State.Version)
                {
                    run = fresh;
                    continue;
                }
                return ifVersion is { } expected && expected != run.State.Version ? new ActResult.OtherVersion(run)
                    : decision.Refused is { } refused ? new ActResult.Refused(run, refused)
                    : new ActResult.Done(run, [], run.State.Version);
            }
            var comesBack = run.ComesBackBy(decision.Events);
            if (comesBack && !await place.TakeAsync(run, command.CommandId, decision.Events))
                return new ActResult.Refused(run, Refusal.State("live-run-open"));
            var (after, result) = await runs.AppendAsync(run, command.CommandId, decision.Events, comesBack ? CancellationToken.None : cancellation);
            switch (result)
            {
                case AppendResult.Appended:
                    return new ActResult.Done(after!, decision.Events, after!.State.Version);
                case AppendResult.AlreadyThere there:
                    return AsBefore((await runs.ReadAsync(id, cancellation))!, command, [.. there.Entries.Select(RunStore.Event)], there.Version);
                default:
                    run = await runs.ReadAsync(id, cancellation);
                    break;
            }
        }
        return run is null ? new ActResult.NoSuchRun() : throw new InvalidOperationException($"Run {id} changed {MostTries} times while one act waited.");
    }

    /// <summary>Why an act would be refused as the run is now; null when it would not. Nothing is written.</summary>
    public async Task<ActResult.Refused?> WouldRefuseAsync(Guid id, RunCommand act, ActingActor actor, CancellationToken cancellation)
    {
        if (await runs.ReadAsync(id, cancellation) is not { } run)
            return null;
        var command = Stamp(run, act, actor);
        if (!actor.OnlyLooksOn && await RepeatedAsync(run, command, cancellation) is { } before)
            return before as ActResult.Refused;
        var why = actor.OnlyLooksOn ? Refusal.Who("observers-look-on") : RunDecider.Decide(run.State, command).Refused;
        return why is null ? null : new ActResult.Refused(run, why);
    }

    private RunCommand Stamp(Run run, RunCommand act, ActingActor actor)
    {
        var received = clock.Now();
        return act with
        {
            CommandId = act.CommandId == Guid.Empty ? Guid.CreateVersion7() : act.CommandId,
            Actor = actor.Id,
            ActorRoles = actor.Roles,
            Via = act.Via == Via.Phone ? Via.Phone : actor.Via,
            Received = received,
            // The autopilot plays people who act on time, however late this program comes to it.
            Now = actor.Via == Via.Autopilot && act.HappenedAt is { } onTime ? onTime : run.State.NowAt(received).CutToMicroseconds(),
        };
    }

    private async Task<ActResult?> RepeatedAsync(Run run, RunCommand command, CancellationToken cancellation)
    {
        var entries = await runs.OfCommandAsync(run, command.CommandId, cancellation);
        return entries.Count == 0 ? null : AsBefore(run, command, [.. entries.Select(RunStore.Event)], entries[^1].Version);
    }

    /// <summary>The answer of the first time, if this is that command again.</summary>
    private static ActResult AsBefore(Run run, RunCommand command, IReadOnlyList<RunEvent> events, long version) =>
        Repetition.Is(command, events[0])
            ? new ActResult.Done(run, events, version)
            : new ActResult.Refused(run, Refusal.Input("command-id-used", $"{command.CommandId}"));
}
