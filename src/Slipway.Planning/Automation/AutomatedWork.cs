using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>What a task does by itself, and how that is handled.</summary>
public sealed record AutomatedWork
{
    /// <summary>What is done.</summary>
    public required WorkSettings With { get; init; }

    /// <summary>Whether a person has to release it before it begins.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether and how it is tried again when a try fails.</summary>
    public Retry Retry { get; init; } = Retry.Never;

    /// <summary>After so long a try is stopped and counts as failed; null where nothing but the kind's own limits stops it.</summary>
    public PlanDuration? Timeout { get; init; }

    /// <summary>What happens when it began, and its end was never heard of.</summary>
    public CrashPolicy OnCrash { get; init; } = CrashPolicy.Ask;

    /// <summary>Whether what was done is there: asked after each success and, with <see cref="CrashPolicy.Probe"/>, after a crash. Null for no such check.</summary>
    public WorkSettings? Verify { get; init; }

    /// <summary>Everything that is done or asked, in the order in which the plan writes it, with the path to it.</summary>
    public IEnumerable<(string Path, WorkSettings Settings)> Parts() => [.. With.Parts("with"), .. Verify?.Parts("verify/with") ?? []];
}

/// <summary>What kind of work a task does by itself.</summary>
public enum WorkKind
{
    /// <summary>Runs a program of the server's allowed folders.</summary>
    Command,

    /// <summary>Runs SQL in one transaction.</summary>
    Sql,

    /// <summary>Brings a database to its newest version.</summary>
    Migrate,

    /// <summary>Copies a database and proves the copy.</summary>
    Snapshot,

    /// <summary>Shifts traffic from one version to another.</summary>
    Traffic,

    /// <summary>Makes a request.</summary>
    Http,

    /// <summary>Waits until a check succeeds.</summary>
    Wait,

    /// <summary>Walks a journey through the service.</summary>
    Journey,

    /// <summary>Sends a message of the plan.</summary>
    Notify,
}

/// <summary>What happens to work whose beginning is in the journal and whose end is not, since the program died in between.</summary>
public enum CrashPolicy
{
    /// <summary>The task is unknown: a person says whether it was done.</summary>
    Ask,

    /// <summary>It is done again with the same key: the plan says that twice does no harm.</summary>
    Safe,

    /// <summary>Its verification says whether it was done; if it clearly was not, it is done again with the same key, and if nobody can say, the task is unknown.</summary>
    Probe,
}

/// <summary>How work is tried again.</summary>
/// <param name="Times">How many further tries follow a first that failed; 0 for none.</param>
/// <param name="Wait">How long before the first of them.</param>
/// <param name="Factor">By how much each wait is longer than the one before; 1 for equal waits.</param>
public sealed record Retry(int Times, PlanDuration Wait, double Factor)
{
    /// <summary>More tries than this are a mistake.</summary>
    public const int MostTimes = 100;

    /// <summary>No wait grows beyond this.</summary>
    public static readonly NodaTime.Duration LongestWait = NodaTime.Duration.FromMinutes(15);

    public static Retry Never { get; } = new(0, PlanDuration.Zero, 1);

    /// <summary>How long to wait before a further try, at most <see cref="LongestWait"/>.</summary>
    /// <param name="further">1 for the first further try.</param>
    public NodaTime.Duration WaitBefore(int further)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(further, 1);
        var seconds = Wait.Nominal.TotalSeconds * Math.Pow(Factor, further - 1);
        return seconds < LongestWait.TotalSeconds ? NodaTime.Duration.FromSeconds(seconds) : LongestWait;
    }
}
