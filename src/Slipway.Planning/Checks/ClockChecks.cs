using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>T-0, the window and the other times that the plan states, before anything is computed from them.</summary>
internal static class ClockChecks
{
    public static IEnumerable<Finding> T0InThePast(CheckContext check)
    {
        if (check.Now is { } now && check.Clock.T0 < now)
            yield return new Finding("launch/t0", null, check.Launch.T0.ToString());
    }

    public static IEnumerable<Finding> T0OutsideWindow(CheckContext check)
    {
        var (opens, closes) = check.Window;
        if (opens < closes && (check.Clock.T0 < opens || check.Clock.T0 >= closes))
            yield return new Finding("launch/t0", null, check.Launch.T0.ToString(), check.Say(opens), check.Say(closes));
    }

    public static IEnumerable<Finding> WindowNotFrozen(CheckContext check)
    {
        var (opens, closes) = check.Window;
        var freezes = check.Launch.Freezes.Select(span => (From: check.Clock.Resolve(span.From), To: check.Clock.Resolve(span.To))).OrderBy(span => span.From);
        // Freezes that touch count as one.
        var frozenUntil = opens;
        foreach (var (from, to) in freezes)
        {
            if (from <= frozenUntil && to > frozenUntil)
                frozenUntil = to;
        }
        if (frozenUntil < closes)
            yield return new Finding("launch/freeze", null, check.Say(opens), check.Say(closes));
    }

    public static IEnumerable<Finding> NotBeforeAfterNotAfter(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { NotBefore: not null, NotAfter: not null }
        let notBefore = check.Clock.Resolve(task.NotBefore!)
        let notAfter = check.Clock.Resolve(task.NotAfter!)
        where notBefore >= notAfter
        select Finding.At(task, "notAfter", task.Id, check.Say(notBefore), check.Say(notAfter));
}
