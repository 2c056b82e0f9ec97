using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Runs;
using Slipway.Platform.Following;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>What must be noticed on every page of a run: the last alarm, and a clock that is wrong.</summary>
/// <param name="Alarm">When it was raised, and its sentence: what it says was true then. Null when there is none.</param>
/// <param name="AlarmId">Which one, for who has acknowledged it.</param>
/// <param name="ClockBehind">How far the server's clock is behind the journal; null while it is not.</param>
/// <param name="Copy">Where this is a copy that has not heard for too long; null else.</param>
public sealed record RunAlerts(Run Run, RunWords Words, string? Alarm, string AlarmId, Duration? ClockBehind, UnheardCopy? Copy = null)
{
    /// <summary>The cookie that names the alarm of this run which its reader has acknowledged. The page's script reads it too.</summary>
    public static string CookieOf(Run run) => $"slipway-seen-{run.Launch}-{run.Record.Number}";

    /// <param name="seen">The alarm that the reader acknowledged; null for everybody's drawing.</param>
    public static RunAlerts Of(Run run, RunWords words, Instant now, Duration? clockBehind, FollowState? copy, string? seen = null)
    {
        var alarm = run.State.Alarm is { } last && Holds(run.State, last, now) ? last : null;
        var id = alarm is null ? "" : $"{run.Launch}-{run.Record.Number}-{alarm.At.ToUnixTimeSeconds()}";
        return new(run, words, alarm is null || seen == id ? null : $"{words.Times.Local(alarm.At)} · {new EventWords(words).Alarm(alarm)}", id, clockBehind, copy is { Url: { } url, Unheard: { } unheard } ? new(url, words.Times.Local(unheard)) : null);
    }

    /// <summary>Until the moment that it warns of has passed, or going back has begun.</summary>
    private static bool Holds(RunState run, AlarmRaised alarm, Instant now) =>
        run.Status is RunStatus.Running or RunStatus.Paused && run.PointOfNoReturnPassed() is null && now <= alarm.LimitAt;
}

/// <param name="Url">Whom it follows.</param>
/// <param name="Since">When it last heard, in the launch's zone.</param>
public sealed record UnheardCopy(string Url, string Since);
