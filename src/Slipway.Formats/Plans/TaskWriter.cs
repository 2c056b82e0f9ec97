using System.Globalization;
using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;
using static Slipway.Formats.Yaml.YamlScalarText;

namespace Slipway.Formats.Plans;

/// <summary>Writes one task, a line for each key, in the grammar's order.</summary>
internal static class TaskWriter
{
    public static void Write(YamlWriter file, PlanTask task)
    {
        file.Text("id", task.Id);
        if (task.Work is { } work)
            file.Raw("kind", Words.Of(Words.WorkKinds, work.With.Kind));
        else if (task.Kind != TaskKind.Task)
            file.Raw("kind", Words.Of(Words.Kinds, task.Kind));
        Texts(file, "title", task.Title);
        Texts(file, "do", task.Do);
        Texts(file, "expect", task.Expect);
        if (task.Kind == TaskKind.Task || task.Phase != Phase.Launch)
            file.Raw("phase", Words.Of(Words.Phases, task.Phase));
        file.Text("workstream", task.Workstream);
        file.Text("owner", task.Owner);
        file.Text("deputy", task.Deputy);
        file.Text("team", task.Team);
        file.Raw("takes", task.Takes?.ToString());
        file.Raw("attended", task.Attended || task.Work is not null ? null : "false");
        file.Raw("after", YamlWriter.List(task.After.Select(link => link.ToString())));
        file.Raw("notBefore", task.NotBefore?.ToString());
        file.Raw("notAfter", task.NotAfter?.ToString());
        file.Text("undo", task.Undo switch { Undo.By by => by.Task, Undo.Nothing => "none", _ => null });
        file.Raw("noReturn", task.NoReturn ? "true" : null);
        file.Raw("mandatory", task.Mandatory ? "true" : null);
        file.Raw("purpose", YamlWriter.List(task.Purpose.Select(purpose => Words.Of(Words.Purposes, purpose))));
        file.Raw("who", YamlWriter.List(task.Who));
        file.Raw("start", Written(task.StartBy));
        file.Raw("end", Written(task.EndBy));
        file.Text("verifiedBy", task.VerifiedBy);
        file.Raw("escalate", task.Escalate is { } escalate ? YamlWriter.Map(("after", escalate.After.ToString()), ("to", OneLine(escalate.To))) : null);
        Texts(file, "where", task.Where);
        file.Text("system", task.System);
        file.Text("ref", task.Ref);
        file.Text("evidence", task.Evidence);
        file.Raw("goLive", task.GoLive ? "true" : null);
        if (task.Work is not null)
            WorkWriter.Write(file, task.Work);
        if (task.Gate is { } gate)
            Write(file, gate);
    }

    private static void Write(YamlWriter file, GateRules gate)
    {
        file.Raw("voters", YamlWriter.List(gate.Voters));
        file.Text("decider", gate.Decider);
        file.Raw("quorum", gate.Quorum?.ToString(CultureInfo.InvariantCulture) ?? "all");
        file.Blocks("criteria", gate.Criteria, criterion => file.Line(Written(criterion)));
    }

    /// <summary>A criterion in braces.</summary>
    public static string Written(Criterion criterion) => YamlWriter.Map(
        ("id", OneLine(criterion.Id)),
        ("title", LaunchWriter.Inline(criterion.Title)),
        ("must", criterion.Must ? "true" : "false"),
        ("met", Written(criterion.Met)))!;

    private static void Texts(YamlWriter file, string key, LocalizedText? text)
    {
        if (text is null)
            return;
        if (text.ByLanguage.TryGetValue(LocalizedText.AnyLanguage, out var any))
            file.Text(key, any);
        else
            file.Texts(key, text.ByLanguage);
    }

    /// <summary>Null for one, whoever it is.</summary>
    public static string? Written(Attendance attendance) => attendance.Rule switch
    {
        AttendanceRule.All => "all",
        AttendanceRule.Starter => "starter",
        AttendanceRule.Number => attendance.Number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Written(CriterionTest met) => met switch
    {
        CriterionTest.TaskDone done => YamlWriter.Map(("task", OneLine(done.Task))),
        CriterionTest.InsideWindow inside => YamlWriter.Map(("insideWindow", inside.Probability.ToString("R", CultureInfo.InvariantCulture))),
        CriterionTest.SaidBy said => YamlWriter.Map(("by", OneLine(said.PersonOrRole))),
        _ => throw new ArgumentOutOfRangeException(nameof(met)),
    };
}
