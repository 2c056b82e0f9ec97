using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Marks what somebody lives with, and finds what is accepted and no longer there.</summary>
internal static class AcceptedFindings
{
    public const string NothingToAccept = "nothing-to-accept";

    /// <param name="plan">The plan.</param>
    /// <param name="found">What the checks found.</param>
    /// <param name="source">Where the plan's values stand.</param>
    /// <param name="complete">Whether every rule was asked, so that what was not found is not there.</param>
    public static IReadOnlyList<Problem> Apply(Plan plan, List<Problem> found, PlanSource source, bool complete)
    {
        var accepted = new Dictionary<(string, string?), string>();
        foreach (var one in plan.Accepted)
            accepted.TryAdd((one.Rule, one.Task), one.Why);
        var met = new HashSet<(string, string?)>();
        for (var i = 0; i < found.Count; i++)
        {
            var key = (found[i].Rule, found[i].Task);
            if (found[i].Severity == Severity.Error || !accepted.TryGetValue(key, out var why))
                continue;
            met.Add(key);
            found[i] = found[i] with { Accepted = why };
        }
        for (var i = 0; complete && i < plan.Accepted.Count; i++)
        {
            if (plan.Accepted[i] is var one && !met.Contains((one.Rule, one.Task)))
                found.Add(new Problem(NothingToAccept, Severity.Hint, source.Find($"accepted/{i}"), null, [one.Rule, one.Task ?? plan.Launch.Id]));
        }
        return found;
    }
}
