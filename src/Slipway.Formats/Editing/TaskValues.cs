using System.Globalization;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Editing;

/// <summary>The values of one task as a form shows them: each in the plan's notation, empty where the plan is silent.</summary>
/// <remarks>
/// A value's name is its path below the task: <c>takes</c>, <c>title/fr</c>, <c>escalate/to</c>,
/// <c>criteria/totals/must</c>. A list (<see cref="Lists"/>) has an item a line. Flags are <c>true</c> or <c>false</c>.
/// <c>undo</c> is a rollback task, <c>none</c>, or <see cref="NoReturn"/>. How a criterion is met stands in two values,
/// <c>met</c> (<c>task</c>, <c>by</c>, <c>insideWindow</c>) and <c>of</c>.
/// </remarks>
public sealed class TaskValues
{
    /// <summary>The value of <c>undo</c> for a task that cannot be taken back; no id has a capital letter.</summary>
    public const string NoReturn = "noReturn";

    private readonly Dictionary<string, string> values;

    private TaskValues(Dictionary<string, string> values) => this.values = values;

    /// <summary>The names whose values are lists.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["after", "purpose", "who", "voters"];

    /// <summary>The names whose values are texts by language.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["title", "do", "expect", "where"];

    /// <summary>The words that <c>phase</c> may be.</summary>
    public static IReadOnlyList<string> Phases { get; } = [.. Words.Phases.Select(pair => pair.Word)];

    /// <summary>The words that <c>purpose</c> may hold.</summary>
    public static IReadOnlyList<string> Purposes { get; } = [.. Words.Purposes.Select(pair => pair.Word)];

    /// <summary>All names, in the grammar's order.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>A value; empty for a name that is not there.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    /// <summary>The values of a task; a text for everybody counts as one in the first language.</summary>
    /// <param name="task">The task.</param>
    /// <param name="languages">The launch's languages, which all have a place in the form.</param>
    public static TaskValues Of(PlanTask task, IReadOnlyList<string> languages)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("title", task.Title);
        Add("do", task.Do);
        Add("expect", task.Expect);
        values["phase"] = Words.Of(Words.Phases, task.Phase);
        values["workstream"] = task.Workstream ?? "";
        values["owner"] = task.Owner ?? "";
        values["deputy"] = task.Deputy ?? "";
        values["team"] = task.Team ?? "";
        values["takes"] = task.Takes?.ToString() ?? "";
        values["attended"] = Flag(task.Attended);
        values["after"] = List(task.After.Select(link => link.ToString()));
        values["notBefore"] = task.NotBefore?.ToString() ?? "";
        values["notAfter"] = task.NotAfter?.ToString() ?? "";
        values["undo"] = task.Undo switch { Undo.By by => by.Task, Undo.Nothing => "none", Undo.Impossible => NoReturn, _ => "" };
        values["mandatory"] = Flag(task.Mandatory);
        values["purpose"] = List(task.Purpose.Select(purpose => Words.Of(Words.Purposes, purpose)));
        values["who"] = List(task.Who);
        values["start"] = TaskWriter.Written(task.StartBy) ?? "";
        values["end"] = TaskWriter.Written(task.EndBy) ?? "";
        values["verifiedBy"] = task.VerifiedBy ?? "";
        values["escalate/after"] = task.Escalate?.After.ToString() ?? "";
        values["escalate/to"] = task.Escalate?.To ?? "";
        Add("where", task.Where);
        values["system"] = Normal(task.System ?? "");
        values["ref"] = Normal(task.Ref ?? "");
        values["evidence"] = Normal(task.Evidence ?? "");
        values["goLive"] = Flag(task.GoLive);
        values["voters"] = List(task.Gate?.Voters ?? []);
        values["decider"] = task.Gate?.Decider ?? "";
        values["quorum"] = task.Gate is null ? "" : task.Gate.Quorum?.ToString(CultureInfo.InvariantCulture) ?? "all";
        foreach (var criterion in task.Gate?.Criteria ?? [])
        {
            Add($"criteria/{criterion.Id}/title", criterion.Title);
            values[$"criteria/{criterion.Id}/must"] = Flag(criterion.Must);
            (values[$"criteria/{criterion.Id}/met"], values[$"criteria/{criterion.Id}/of"]) = criterion.Met switch
            {
                CriterionTest.TaskDone done => ("task", done.Task),
                CriterionTest.SaidBy said => ("by", said.PersonOrRole),
                CriterionTest.InsideWindow inside => ("insideWindow", inside.Probability.ToString("R", CultureInfo.InvariantCulture)),
                _ => throw new ArgumentOutOfRangeException(nameof(task)),
            };
        }
        return new TaskValues(values);

        void Add(string name, LocalizedText? text)
        {
            foreach (var language in languages)
                values[$"{name}/{language}"] = "";
            foreach (var (language, words) in text?.ByLanguage ?? new Dictionary<string, string>())
                values[$"{name}/{(language.Length == 0 ? languages[0] : language)}"] = Normal(words);
        }
    }

    /// <summary>These values with what somebody typed in their place; blank for nothing.</summary>
    public TaskValues With(IEnumerable<KeyValuePair<string, string?>> typed)
    {
        var changed = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (name, value) in typed)
            changed[name] = Lists.Contains(name) ? List((value ?? "").Split(['\n', '\r'])) : Normal(value ?? "");
        return new TaskValues(changed);
    }

    /// <summary>The names whose values differ, in order.</summary>
    public IReadOnlyList<string> DifferentFrom(TaskValues other) =>
        [.. Names.Concat(other.Names).Distinct().Where(name => this[name] != other[name])];

    /// <summary>What two people made of the same values: what only one changed is as that one left it.</summary>
    /// <returns>
    /// The values together, and the names that both changed, each to something else; those are as <paramref name="mine"/>
    /// has them.
    /// </returns>
    public static (TaskValues Merged, IReadOnlyList<string> Conflicts) Merge(TaskValues before, TaskValues theirs, TaskValues mine)
    {
        var changedByMe = mine.DifferentFrom(before);
        return (
            theirs.With(changedByMe.Select(name => KeyValuePair.Create(name, (string?)mine[name]))),
            [.. changedByMe.Where(name => theirs[name] != before[name] && theirs[name] != mine[name])]);
    }

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string List(IEnumerable<string> items) => string.Join('\n', items.Select(item => item.Trim()).Where(item => item.Length > 0));

    /// <summary>Browsers send line breaks of their own, and a block of YAML ends with one.</summary>
    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();
}
