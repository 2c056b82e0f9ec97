using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of a task that shifts traffic.</summary>
internal static class TrafficReader
{
    public static TrafficSettings? Read(Fields with)
    {
        foreach (var key in new[] { "socket", "backend", "from", "to" })
            with.Need(key);
        var (from, to) = (with.WordList("from"), with.WordList("to"));
        if (to.FirstOrDefault(from.Contains) is { } both)
            with.Problems.Error("server-on-both-sides", with.WhereIs("to"), with.Task, both);
        var (steps, errors) = (Steps(with), Errors(with));
        var (each, every) = (Length(with, "each", TrafficSettings.UsualEach), Length(with, "every", TrafficSettings.UsualEvery));
        var check = WorkReader.Check(with, "check");
        if (with.Word("socket") is not { } socket || with.Word("backend") is not { } backend || from.Count == 0 || to.Count == 0)
            return null;
        return new TrafficSettings { Socket = socket, Backend = backend, From = from, To = to, Steps = steps, Each = each, Every = every, Errors = errors, Check = check };
    }

    private static IReadOnlyList<int> Steps(Fields with)
    {
        if (!with.Has("steps"))
            return TrafficSettings.UsualSteps;
        var written = with.List("steps");
        var steps = written.Select(step => WholeNumber.Read(step.Text.TrimEnd(' ', '%')) ?? 0).ToList();
        if (steps is [.., 100] && steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second) && steps[0] > 0)
            return steps;
        with.Problems.Error("bad-steps", with.WhereIs("steps"), with.Task, string.Join(", ", written.Select(step => step.Text)), "[5, 25, 50, 100]");
        return TrafficSettings.UsualSteps;
    }

    private static double Errors(Fields with)
    {
        if (with.Scalar("errors") is not { } written)
            return TrafficSettings.UsualErrors;
        var share = Probability.Read(written.Text);
        if (share.Ok)
            return share.Value;
        with.Problems.Error("bad-probability", written.Where, with.Task, written.Text, share.Correction!);
        return TrafficSettings.UsualErrors;
    }

    private static PlanDuration Length(Fields with, string key, PlanDuration usual)
    {
        if (with.Duration(key) is not { } length)
            return usual;
        if (!length.IsZero)
            return length;
        with.Problems.Error("bad-duration", with.WhereIs(key), with.Task, with.Text(key) ?? "", usual.ToString());
        return usual;
    }
}
