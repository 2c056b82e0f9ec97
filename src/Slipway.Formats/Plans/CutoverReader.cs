using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads <c>cutover.yaml</c>.</summary>
internal static class CutoverReader
{
    /// <summary>The plan of a launch. Without a launch only the problems are of use.</summary>
    public static Plan? Read(YamlMapping root, Launch? launch, PlanClock clock, LanguageList languages, ProblemList problems)
    {
        var fields = new Fields(root, Grammar.Cutover, problems);
        fields.Need("forward");
        if (fields.Scalar("launch") is { } named && launch is not null && named.Text.Trim() != launch.Id)
            problems.Error("other-launch", named.Where, null, named.Text, launch.Id);

        var tasks = new TaskReader(clock, languages, problems);
        var forward = fields.Maps("forward").Select(item => tasks.Read(item.Map, $"forward/{item.Index}", isRollback: false)).ToList();
        if (forward.Count == 0 && fields.IsEmptyList("forward"))
            problems.Warning("no-tasks", fields.WhereIs("forward"), null, Grammar.Cutover.Example("forward"));
        var rollback = fields.Maps("rollback").Select(item => tasks.Read(item.Map, $"rollback/{item.Index}", isRollback: true)).ToList();
        var journeyReader = new JourneyReader(languages, problems);
        var journeys = fields.Maps("journeys").Select(item => journeyReader.Read(item.Map, $"journeys/{item.Index}")).ToList();
        var workstreams = Workstreams(fields);
        var accepted = fields.Maps("accepted").Select(item => Accepted(item.Map, problems)).OfType<AcceptedFinding>().ToList();
        return launch is null ? null : new Plan { Launch = launch, Workstreams = workstreams, Forward = forward, Rollback = rollback, Journeys = journeys, Accepted = accepted };
    }

    private static List<string> Workstreams(Fields fields)
    {
        var workstreams = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scalar in fields.List("workstreams"))
        {
            var workstream = scalar.Text.Trim();
            if (seen.Add(workstream))
                workstreams.Add(workstream);
            else
                fields.Problems.Error("listed-twice", scalar.Where, null, workstream);
        }
        return workstreams;
    }

    private static AcceptedFinding? Accepted(YamlMapping map, ProblemList problems)
    {
        var fields = new Fields(map, Grammar.Accepted, problems);
        fields.Need("rule");
        fields.Need("why");
        return fields.Word("rule") is { } rule && fields.Text("why") is { } why ? new AcceptedFinding(rule, fields.Word("task"), why.Trim()) : null;
    }
}
