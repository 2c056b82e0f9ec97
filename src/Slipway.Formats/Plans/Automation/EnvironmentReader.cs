using Slipway.Formats.Yaml;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads where automated tasks act.</summary>
internal static class EnvironmentReader
{
    /// <summary>The values of one environment by name; null where the plan does not name it.</summary>
    public static IReadOnlyDictionary<string, string>? Read(Fields launch, string name)
    {
        if (Environments(launch) is not { } environments || !environments.Has(name) || environments.Pairs(name) is not { } pairs)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            if (Placeholder.IsName(key))
                values[key] = value;
            else
                environments.Problems.Error("bad-value-name", environments.KeyOf(name, key), null, key);
        }
        return values;
    }

    /// <summary>The values out of one cell, as <see cref="WorkWriter.InBraces(IReadOnlyDictionary{string, string})"/> writes them; or the first problem.</summary>
    public static (IReadOnlyDictionary<string, string>? Values, Problem? Wrong) OfCell(string text)
    {
        var problems = new ProblemList();
        var values = YamlTree.Read($"environments: {{ live: {text} }}", "cell", problems) is YamlMapping map ? Read(new Fields(map, Grammar.EnvironmentsInCell, problems), "live") : null;
        return problems.InOrder() is [var first, ..] ? (null, first) : (values, null);
    }

    private static Fields? Environments(Fields launch) => launch.Map("environments", Grammar.Environments);
}
