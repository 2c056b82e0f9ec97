using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>The words of the grammar for the model's choices, both ways.</summary>
internal static class Words
{
    public static IReadOnlyList<(string Word, Phase Value)> Phases { get; } =
        [("prepare", Phase.Prepare), ("launch", Phase.Launch), ("stabilise", Phase.Stabilise), ("monitor", Phase.Monitor)];

    public static IReadOnlyList<(string Word, TaskKind Value)> Kinds { get; } =
        [("task", TaskKind.Task), ("milestone", TaskKind.Milestone), ("checkpoint", TaskKind.Checkpoint), ("gate", TaskKind.Gate)];

    public static IReadOnlyList<(string Word, WorkKind Value)> WorkKinds { get; } =
        [("command", WorkKind.Command), ("sql", WorkKind.Sql), ("migrate", WorkKind.Migrate), ("snapshot", WorkKind.Snapshot), ("traffic", WorkKind.Traffic), ("http", WorkKind.Http), ("wait", WorkKind.Wait), ("journey", WorkKind.Journey), ("notify", WorkKind.Notify)];

    public static IReadOnlyList<(string Word, WorkKind Value)> CheckKinds { get; } = [.. WorkKinds.Where(kind => kind.Value != WorkKind.Notify)];

    /// <summary>What stands behind <c>kind</c> of a task.</summary>
    public static IReadOnlyList<(string Word, TaskIs Value)> TaskIs { get; } =
        [.. Kinds.Select(kind => (kind.Word, new TaskIs(kind.Value, null))), .. WorkKinds.Select(kind => (kind.Word, new TaskIs(TaskKind.Task, kind.Value)))];

    public static IReadOnlyList<(string Word, CrashPolicy Value)> CrashPolicies { get; } =
        [("ask", CrashPolicy.Ask), ("safe", CrashPolicy.Safe), ("probe", CrashPolicy.Probe)];

    public static IReadOnlyList<(string Word, HttpVerb Value)> Verbs { get; } =
        [.. Enum.GetValues<HttpVerb>().Select(verb => (verb.Word, verb))];

    /// <summary>Whether another address that an answer names is followed.</summary>
    public static IReadOnlyList<(string Word, bool Value)> Redirects { get; } = [("follow", true), ("stop", false)];

    public static IReadOnlyList<(string Word, Purpose Value)> Purposes { get; } =
    [
        ("moves-data", Purpose.MovesData),
        ("reconciles", Purpose.Reconciles),
        ("tells-users", Purpose.TellsUsers),
        ("checks-audit-trail", Purpose.ChecksAuditTrail),
        ("releases-staff", Purpose.ReleasesStaff),
        ("decommissions", Purpose.Decommissions),
        ("opens-hotline", Purpose.OpensHotline),
        ("ends-hypercare", Purpose.EndsHypercare),
    ];

    public static string Of<T>(IReadOnlyList<(string Word, T Value)> words, T value) where T : struct, Enum =>
        words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Word;

    public static bool? Flag(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" => true,
        "FALSE" or "NO" => false,
        _ => null,
    };
}

/// <summary>What a task is, and the kind of its work where it does that by itself.</summary>
internal readonly record struct TaskIs(TaskKind Kind, WorkKind? Work);
