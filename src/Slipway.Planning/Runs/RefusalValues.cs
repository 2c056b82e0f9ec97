using NodaTime;
using NodaTime.Text;

namespace Slipway.Planning.Runs;

/// <summary>
/// How a refusal names tasks, people and times, so that whoever shows it can say them in the reader's language:
/// <c>task:ID</c>, <c>person:ID</c> (or a role), <c>criterion:GATE/ID</c>, <c>time:INSTANT</c>; everything else is said as it is.
/// </summary>
public static class RefusalValues
{
    public static string Task(string id) => $"task:{id}";

    public static string Tasks(IEnumerable<string> ids) => string.Join('|', ids.Select(Task));

    /// <summary>A cycle: each before the next, and the first again at the end, with an arrow between.</summary>
    public static string Round(IReadOnlyList<string> tasks) => string.Join(Arrow, tasks.Append(tasks[0]));

    /// <summary>Stands between the parts of a cycle.</summary>
    public const char Arrow = '→';

    public static string Person(string? personOrRole) => $"person:{personOrRole}";

    public static string Criterion(string gate, string id) => $"criterion:{gate}/{id}";

    public static string Time(Instant instant) => $"time:{InstantPattern.ExtendedIso.Format(instant)}";
}
