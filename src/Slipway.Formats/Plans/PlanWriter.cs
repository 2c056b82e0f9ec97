using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Writes a plan as the two files, in one canonical form that reads back as the same plan.</summary>
/// <remarks>
/// For plans that come from elsewhere: a spreadsheet, a proposal after a rehearsal. A plan that has files already is
/// changed by the plan editor, which keeps comments and order. What has its default is left out. The plan's
/// texts must be such as <see cref="PlanReader"/> gives: not blank, without control characters, either for everybody
/// or by language; durations to the second.
/// </remarks>
public static class PlanWriter
{
    public static (string LaunchYaml, string CutoverYaml) Write(Plan plan) => (LaunchWriter.Write(plan.Launch), Cutover(plan));

    /// <summary>One task as an item of the list, each line indented by so many spaces, with a line break at its end.</summary>
    public static string Task(PlanTask task, int indent = 2)
    {
        var list = new YamlWriter(indent - 2);
        list.Blocks("x", [task], item => TaskWriter.Write(list, item));
        var text = list.ToString();
        return text[(text.IndexOf('\n') + 1)..];
    }

    /// <summary>What somebody lives with, as an item of the list on one line.</summary>
    internal static string Accepted(AcceptedFinding accepted) =>
        YamlWriter.Map(
            ("rule", YamlScalarText.OneLine(accepted.Rule)),
            ("task", accepted.Task is { } task ? YamlScalarText.OneLine(task) : null),
            ("why", YamlScalarText.OneLine(accepted.Why)))!;

    private static string Cutover(Plan plan)
    {
        var file = new YamlWriter();
        file.Text("launch", plan.Launch.Id);
        file.Raw("workstreams", YamlWriter.List(plan.Workstreams));
        if (plan.Forward.Count == 0)
            file.Raw("forward", "[]");
        file.Blocks("forward", plan.Forward, task => TaskWriter.Write(file, task), spaced: true);
        file.Blocks("rollback", plan.Rollback, task => TaskWriter.Write(file, task), spaced: true);
        file.Blocks("journeys", plan.Journeys, journey => WorkWriter.WriteAll(file, journey.Written), spaced: true);
        file.Blocks("accepted", plan.Accepted, accepted => file.Line(Accepted(accepted)));
        return file.ToString();
    }
}
