using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads what only a go/no-go gate has.</summary>
internal static class GateReader
{
    public static GateRules? Read(Fields fields, TaskKind kind, LanguageList languages)
    {
        if (kind == TaskKind.Gate)
            return new GateRules(fields.WordList("voters"), fields.Word("decider"), Quorum(fields), Criteria(fields, languages));
        foreach (var key in Grammar.OfGates)
            TaskReader.OnlyFor(fields, key, kind, TaskKind.Gate);
        return null;
    }

    private static int? Quorum(Fields fields)
    {
        if (fields.Scalar("quorum") is not { } scalar || scalar.Text.Trim().Equals("all", StringComparison.OrdinalIgnoreCase))
            return null;
        if (WholeNumber.Read(scalar.Text) is { } number)
            return number;
        fields.Problems.Error("bad-attendance", scalar.Where, fields.Task, "quorum", scalar.Text, "all, 2");
        return null;
    }

    /// <summary>The id of a criterion that has none.</summary>
    public static string StandIn(int index) => $"(criteria/{index})";

    private static List<Criterion> Criteria(Fields gate, LanguageList languages)
    {
        var ids = new IdList();
        var criteria = new List<Criterion>();
        foreach (var (index, map) in gate.Maps("criteria"))
        {
            var fields = new Fields(map, Grammar.Criterion, gate.Problems, gate.Task);
            var id = ids.Read(fields, StandIn(index));
            fields.Need("title");
            fields.Need("met");
            var title = fields.Localized("title", languages) ?? LocalizedText.Of(id);
            var must = fields.Flag("must") ?? true;
            if (Met(fields) is { } met)
                criteria.Add(new Criterion(id, title, must, met));
        }
        return criteria;
    }

    private static CriterionTest? Met(Fields criterion)
    {
        if (criterion.Map("met", Grammar.Met) is not { } met)
            return null;
        var given = Grammar.Met.Names.Where(met.Has).ToList();
        if (given.Count != 1)
        {
            met.Problems.Error("one-of", met.Where, met.Task, "met", string.Join(" / ", Grammar.Met.Names.Select(Grammar.Met.Example)));
            return null;
        }
        met.Need(given[0]);
        return given[0] switch
        {
            "task" => met.Word("task") is { } task ? new CriterionTest.TaskDone(task) : null,
            "by" => met.Word("by") is { } by ? new CriterionTest.SaidBy(by) : null,
            _ => InsideWindow(met) is { } probability ? new CriterionTest.InsideWindow(probability) : null,
        };
    }

    private static double? InsideWindow(Fields met)
    {
        if (met.Scalar("insideWindow") is not { } scalar)
            return null;
        var probability = Probability.Read(scalar.Text);
        if (probability.Ok)
            return probability.Value;
        met.Problems.Error("bad-probability", scalar.Where, met.Task, scalar.Text, probability.Correction!);
        return null;
    }
}
