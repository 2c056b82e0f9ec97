using System.Globalization;
using Slipway.Formats.Yaml;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads what only an automated task has.</summary>
internal static class WorkReader
{
    /// <summary>How the settings of each kind are read that is also a check.</summary>
    private static readonly Dictionary<WorkKind, (Keys Keys, Func<Fields, WorkSettings?> Read)> Checks = new()
    {
        [WorkKind.Command] = (Grammar.Command, CommandReader.Read),
        [WorkKind.Sql] = (Grammar.Sql, DatabaseReader.Sql),
        [WorkKind.Migrate] = (Grammar.Migrate, DatabaseReader.Migrate),
        [WorkKind.Snapshot] = (Grammar.Snapshot, DatabaseReader.Snapshot),
        [WorkKind.Traffic] = (Grammar.Traffic, TrafficReader.Read),
        [WorkKind.Http] = (Grammar.Http, HttpReader.Read),
        [WorkKind.Wait] = (Grammar.Wait, WaitReader.Read),
        [WorkKind.Journey] = (Grammar.JourneyWork, JourneyReader.ReadWork),
    };

    public static AutomatedWork? Read(Fields task, WorkKind? kind, LanguageList languages)
    {
        if (kind is not { } known)
        {
            foreach (var key in Grammar.OfWork.Where(task.Has))
                task.Problems.Error("misplaced-key", task.KeyOf(key), task.Task, key, $"kind: {string.Join(" / ", Words.WorkKinds.Select(word => word.Word))}");
            return null;
        }
        foreach (var key in Grammar.OfPeoplesWork.Where(task.Has))
            task.Problems.Error("misplaced-key", task.KeyOf(key), task.Task, key, "kind: task");
        var (with, verify) = (Settings(task, known, languages), Check(task, "verify"));
        var onCrash = task.Choice("onCrash", "unknown-crash-policy", Words.CrashPolicies) ?? CrashPolicy.Ask;
        if (onCrash == CrashPolicy.Probe && !task.Has("verify"))
            task.Problems.Error("probe-without-verify", task.WhereIs("onCrash"), task.Task);
        var (hold, retry, timeout) = (task.Flag("hold") ?? false, RetryOf(task), task.Length("timeout", "10m"));
        return with is null ? null : new AutomatedWork { With = with, Hold = hold, Retry = retry, Timeout = timeout, OnCrash = onCrash, Verify = verify };
    }

    /// <summary>All of it out of one cell, as <see cref="WorkWriter.InBraces(AutomatedWork)"/> writes it; or the first problem.</summary>
    public static (AutomatedWork? Work, Problem? Wrong) OfCell(string text)
    {
        var problems = new ProblemList();
        AutomatedWork? work = null;
        if (YamlTree.Read(text, "cell", problems) is YamlMapping map)
        {
            var fields = new Fields(map, Grammar.WorkInCell, problems);
            fields.Need("kind");
            work = fields.Choice("kind", "unknown-kind", Words.WorkKinds) is { } kind ? Read(fields, kind, new LanguageList([], problems)) : null;
        }
        else
        {
            problems.Error("missing-key", default, null, "kind", Grammar.WorkInCell.Example("kind"));
        }
        return problems.InOrder() is [var first, ..] ? (null, first) : (work, null);
    }

    /// <summary>A check of any kind: <c>verify</c>, or what a task waits for. Telling somebody finds nothing out.</summary>
    public static WorkSettings? Check(Fields fields, string key)
    {
        if (fields.Map(key, Grammar.WorkCheck) is not { } check)
            return null;
        check.Need("kind");
        return check.Choice("kind", "unknown-kind", Words.CheckKinds) is { } kind ? Settings(check, Checks[kind].Keys, Checks[kind].Read) : null;
    }

    /// <summary>The settings of a kind under <c>with</c>; null when they cannot be used.</summary>
    private static WorkSettings? Settings(Fields fields, WorkKind kind, LanguageList languages) => kind == WorkKind.Notify
        ? Settings(fields, Grammar.Notify, with => NotifyReader.Read(with, languages))
        : Settings(fields, Checks[kind].Keys, Checks[kind].Read);

    private static WorkSettings? Settings(Fields fields, Keys keys, Func<Fields, WorkSettings?> read)
    {
        if (fields.Map("with", keys) is { } with)
            return read(with);
        if (!fields.Has("with"))
            fields.Problems.Error("missing-key", fields.Where, fields.Task, "with", $"with: {{ {keys.Example(keys.Names[0])} }}");
        return null;
    }

    private static Retry RetryOf(Fields task)
    {
        if (task.Map("retry", Grammar.Retry) is not { } retry)
            return Retry.Never;
        retry.Need("times");
        var times = 0;
        if (retry.Scalar("times") is { } written && (WholeNumber.ReadFrom(written.Text, 0) is not { } number || (times = number) > Retry.MostTimes))
            retry.Problems.Error("bad-number", written.Where, task.Task, "times", written.Text, $"0 – {Retry.MostTimes}");
        return new Retry(Math.Min(times, Retry.MostTimes), retry.Duration("wait") ?? PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds(1)), Factor(retry, task));
    }

    private static double Factor(Fields retry, Fields task)
    {
        if (retry.Scalar("factor") is not { } written)
            return 1;
        if (double.TryParse(written.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 10)
            return factor;
        retry.Problems.Error("bad-number", written.Where, task.Task, "factor", written.Text, "1 – 10");
        return 1;
    }
}
