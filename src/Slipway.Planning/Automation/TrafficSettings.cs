using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>
/// Shifts traffic from the servers of one version to those of another by HAProxy's runtime API, in steps, with checks in each
/// step; when one fails, all of it goes back. One step of 100% is a blue/green switch.
/// </summary>
public sealed record TrafficSettings : WorkSettings
{
    public static IReadOnlyList<int> UsualSteps { get; } = [5, 25, 50, 100];
    public static PlanDuration UsualEach { get; } = PlanDuration.FromElapsed(NodaTime.Duration.FromMinutes(1));
    public static PlanDuration UsualEvery { get; } = PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds(5));
    public const double UsualErrors = 0.01;

    public override WorkKind Kind => WorkKind.Traffic;

    /// <summary>HAProxy's administration socket: a full path, or <c>host:port</c>.</summary>
    public required string Socket { get; init; }

    /// <summary>The backend in which the servers of both versions are.</summary>
    public required string Backend { get; init; }

    /// <summary>The servers that serve now.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The servers that shall serve.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The share of the traffic that the new servers get in each step, in percent, growing.</summary>
    public IReadOnlyList<int> Steps { get; init; } = UsualSteps;

    /// <summary>How long each step is watched before the next.</summary>
    public PlanDuration Each { get; init; } = UsualEach;

    /// <summary>How often is looked within a step.</summary>
    public PlanDuration Every { get; init; } = UsualEvery;

    /// <summary>The share of the new servers' answers in a step that may be errors (5xx, refused connections, broken answers), 0 to 1.</summary>
    public double Errors { get; init; } = UsualErrors;

    /// <summary>What else is asked at each look; null for nothing.</summary>
    public WorkSettings? Check { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("socket", Setting.Of(Socket)),
        ("backend", Setting.Of(Backend)),
        ("from", Setting.Of(From)),
        ("to", Setting.Of(To)),
        ("steps", !whole && Steps.SequenceEqual(UsualSteps) ? null : Setting.Of([.. Steps.Select(step => step.ToString(CultureInfo.InvariantCulture))])),
        ("each", !whole && Each == UsualEach ? null : Setting.Of(Each.ToString())),
        ("every", !whole && Every == UsualEvery ? null : Setting.Of(Every.ToString())),
        ("errors", !whole && Errors.Equals(UsualErrors) ? null : Setting.Of(Errors.ToString("R", CultureInfo.InvariantCulture))),
        ("check", Check?.AsCheck(whole)));

    public override IReadOnlyCollection<string> Given => Check?.Given ?? base.Given;

    public override IEnumerable<(string Path, WorkSettings Settings)> Parts(string path) => [(path, this), .. Check?.Parts($"{path}/check/with") ?? []];
}
