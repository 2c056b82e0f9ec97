using Slipway.Formats.Plans;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Editing;

/// <summary>Takes the difference between a task and the values wanted for it apart into edits.</summary>
internal static class TaskSteps
{
    /// <summary>
    /// The edits in an order in which each leaves a plan that can be read: what goes first makes room (<c>undo</c> for
    /// <c>noReturn</c>), criteria go last, because they move those behind them.
    /// </summary>
    public static IEnumerable<TaskStep> Between(PlanTask task, TaskValues wanted, IReadOnlyList<string> languages, PlanSource source)
    {
        var now = TaskValues.Of(task, languages);
        var changed = wanted.DifferentFrom(now).ToList();
        var values = changed.Where(name => !name.StartsWith("criteria/", StringComparison.Ordinal)).ToList();
        return [
            .. values.Where(name => wanted[name].Length == 0).SelectMany(Step),
            .. values.Where(name => wanted[name].Length > 0).SelectMany(Step),
            .. CriterionSteps.Between(task, wanted, languages, source),
        ];

        IEnumerable<TaskStep> Step(string name) => name switch
        {
            "attended" => [Set(task, name, name, wanted[name] == "false" ? "false" : null)],
            "mandatory" or "goLive" => [Set(task, name, name, wanted[name] == "true" ? "true" : null)],
            "undo" => [Undo(task, wanted[name])],
            "escalate/after" or "escalate/to" => Escalate(task, wanted, changed, name),
            _ when TaskValues.Lists.Contains(name) => [List(task, name, wanted[name], now[name], source)],
            _ when name.Split('/') is [var text, var language] && TaskValues.Texts.Contains(text) => [InLanguage(task, text, language, wanted, languages)],
            _ => [Set(task, name, name, wanted[name])],
        };
    }

    public static TaskStep.Values Set(PlanTask task, string name, string path, string? value) =>
        new(name, [($"{task.Path}/{path}", value)]);

    /// <summary>A text for everybody stays one as long as no second language comes.</summary>
    private static TaskStep.Values InLanguage(PlanTask task, string text, string language, TaskValues wanted, IReadOnlyList<string> languages)
    {
        var now = text switch { "title" => task.Title, "do" => task.Do, "expect" => task.Expect, _ => task.Where };
        var forEverybody = now is null
            ? languages.Skip(1).All(other => wanted[$"{text}/{other}"].Length == 0)
            : now.ByLanguage.ContainsKey(LocalizedText.AnyLanguage);
        var name = $"{text}/{language}";
        return Set(task, name, forEverybody && language == languages[0] ? text : name, wanted[name]);
    }

    private static TaskStep.Values Undo(PlanTask task, string wanted) => new("undo", wanted == TaskValues.NoReturn
        ? [($"{task.Path}/undo", null), ($"{task.Path}/noReturn", "true")]
        : [($"{task.Path}/noReturn", null), ($"{task.Path}/undo", wanted)]);

    /// <summary>Both of its keys are needed, so that it comes and goes whole.</summary>
    private static IEnumerable<TaskStep> Escalate(PlanTask task, TaskValues wanted, List<string> changed, string name)
    {
        var (after, to) = (wanted["escalate/after"], wanted["escalate/to"]);
        if (task.Escalate is not null && after.Length > 0 && to.Length > 0)
            return [Set(task, name, name, wanted[name])];
        if (changed.First(other => other.StartsWith("escalate/", StringComparison.Ordinal)) != name)
            return [];
        return [Set(task, name, "escalate", YamlWriter.Map(("after", Quoted(after)), ("to", Quoted(to))))];
    }

    private static string? Quoted(string value) => value.Length == 0 ? null : YamlScalarText.OneLine(value);

    /// <summary>As many items as before change one by one, fewer go and more come one by one, which keeps the comments at the others.</summary>
    private static TaskStep.Values List(PlanTask task, string name, string wanted, string now, PlanSource source)
    {
        var (items, before) = (wanted.Split('\n'), now.Split('\n'));
        var path = $"{task.Path}/{name}";
        if (wanted.Length == 0 || now.Length == 0 || !IsItemByItem(source, path, before.Length))
            return Set(task, name, name, wanted);
        if (items.Length > before.Length && source.Spans.ContainsKey($"{path}/0") && before.SequenceEqual(items.Take(before.Length)))
            return Items(Enumerable.Range(before.Length, items.Length - before.Length), index => items[index]);
        if (items.Length < before.Length && Left(before, items) is { } gone)
            return Items(gone, _ => null);
        if (items.Length != before.Length)
            return Set(task, name, name, wanted);
        return Items(Enumerable.Range(0, items.Length).Where(index => items[index] != before[index]), index => items[index]);

        TaskStep.Values Items(IEnumerable<int> places, Func<int, string?> value) =>
            new(name, [.. places.Select(index => ($"{path}/{index}", value(index)))]);
    }

    /// <summary>The places, the last first, of those that are no longer there; null when others came too or the order is another.</summary>
    private static List<int>? Left(string[] before, string[] items)
    {
        var gone = new List<int>();
        var at = items.Length - 1;
        for (var index = before.Length - 1; index >= 0; index--)
        {
            if (at >= 0 && before[index] == items[at])
                at--;
            else
                gone.Add(index);
        }
        return at < 0 ? gone : null;
    }

    private static bool IsItemByItem(PlanSource source, string path, int count) =>
        !source.Spans.ContainsKey($"{path}/{count}") && (count == 1 ? source.Spans.ContainsKey(path) : source.Spans.ContainsKey($"{path}/{count - 1}"));
}
