using Slipway.Formats.Plans;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Editing;

/// <summary>The edits of a gate's criteria: those that are there are changed, others are added, those without a title go.</summary>
internal static class CriterionSteps
{
    public static IEnumerable<TaskStep> Between(PlanTask task, TaskValues wanted, IReadOnlyList<string> languages, PlanSource source)
    {
        if (task.Gate is not { } gate)
            return [];
        // Numbers in the file also count criteria that cannot be read.
        var places = Places(task, gate, source);
        var ids = wanted.Names.Select(name => name.Split('/')).Where(parts => parts is ["criteria", _, ..]).Select(parts => parts[1]).Distinct().ToList();
        var known = gate.Criteria.Select(criterion => criterion.Id).ToList();
        return [
            .. gate.Criteria.SelectMany((criterion, index) => IsWanted(criterion.Id) ? Change(task, criterion, places[index], wanted, languages) : []),
            .. ids.Where(id => !known.Contains(id) && IsWanted(id)).Select(id => Add(task.Id, id, wanted, languages)),
            .. Enumerable.Range(0, known.Count).Reverse().Where(index => !IsWanted(known[index]))
                .Select(index => TaskSteps.Set(task, $"criteria/{known[index]}/title/{languages[0]}", $"criteria/{places[index]}", null)),
        ];

        bool IsWanted(string id) => wanted.Names.Any(name => name.StartsWith($"criteria/{id}/title/", StringComparison.Ordinal) && wanted[name].Length > 0);
    }

    private static List<int> Places(PlanTask task, GateRules gate, PlanSource source)
    {
        var items = ((source.Spans as TreeSpans)?.Node($"{task.Path}/criteria") as YamlSequence)?.Items ?? [];
        var ids = items.ConvertAll(item => item is YamlMapping map && map["id"] is YamlScalar { IsNothing: false } id ? id.Text.Trim() : null);
        return [.. gate.Criteria.Select((criterion, index) => ids.IndexOf(criterion.Id) is >= 0 and var place ? place
            : items.FindIndex(item => item is YamlMapping && GateReader.StandIn(items.IndexOf(item)) == criterion.Id) is >= 0 and var unnamed ? unnamed : index)];
    }

    private static IEnumerable<TaskStep> Change(PlanTask task, Criterion criterion, int index, TaskValues wanted, IReadOnlyList<string> languages)
    {
        var name = $"criteria/{criterion.Id}";
        var now = TaskValues.Of(task, languages);
        bool Differs(string key) => wanted[$"{name}/{key}"] != now[$"{name}/{key}"];
        var forEverybody = criterion.Title.ByLanguage.ContainsKey(LocalizedText.AnyLanguage);
        foreach (var title in wanted.Names.Where(candidate => candidate.StartsWith($"{name}/title/", StringComparison.Ordinal) && wanted[candidate] != now[candidate]))
        {
            var language = title[(title.LastIndexOf('/') + 1)..];
            yield return TaskSteps.Set(task, title, $"criteria/{index}/title{(forEverybody && language == languages[0] ? "" : "/" + language)}", wanted[title]);
        }
        if (Differs("must"))
            yield return TaskSteps.Set(task, $"{name}/must", $"criteria/{index}/must", wanted[$"{name}/must"]);
        if (Differs("met") || Differs("of"))
            yield return TaskSteps.Set(task, $"{name}/of", $"criteria/{index}/met", YamlWriter.Map((wanted[$"{name}/met"], YamlScalarText.OneLine(wanted[$"{name}/of"]))));
    }

    private static TaskStep.NewCriterion Add(string gate, string id, TaskValues wanted, IReadOnlyList<string> languages) => new($"criteria/{id}/of", gate, plan =>
    {
        var titles = languages.Select(language => KeyValuePair.Create(language, wanted[$"criteria/{id}/title/{language}"])).Where(title => title.Value.Length > 0).ToList();
        var of = wanted[$"criteria/{id}/of"];
        CriterionTest? met = (wanted[$"criteria/{id}/met"], of.Length) switch
        {
            (_, 0) => null,
            ("by", _) => new CriterionTest.SaidBy(of),
            ("insideWindow", _) => Probability.Read(of) is { Ok: true } probability ? new CriterionTest.InsideWindow(probability.Value) : null,
            _ => new CriterionTest.TaskDone(of),
        };
        if (met is null)
        {
            return (null, of.Length == 0
                ? new Problem("missing-key", Severity.Error, default, gate, ["met", Grammar.Criterion.Example("met")])
                : new Problem("bad-probability", Severity.Error, default, gate, [of, Probability.Read(of).Correction ?? "0.8"]));
        }
        var title = titles is [{ Key: var only }] && only == languages[0] ? LocalizedText.Of(titles[0].Value) : LocalizedText.Of(titles);
        return (new Criterion(Free(plan, gate, id, title), title, wanted[$"criteria/{id}/must"] != "false", met), null);
    });

    /// <summary>An id that the gate does not have: the one that was wanted, else one made of the title.</summary>
    private static string Free(Plan plan, string gate, string id, LocalizedText title)
    {
        var taken = plan.Task(gate)!.Gate!.Criteria.Select(criterion => criterion.Id).ToHashSet();
        var stem = IdList.IsWellFormed(id) ? id : PlanId.Of(title.In("en")) ?? "criterion";
        var free = stem;
        for (var number = 2; taken.Contains(free); number++)
            free = $"{stem}-{number}";
        return free;
    }
}
