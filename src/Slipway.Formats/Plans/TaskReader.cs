using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads one task after another, forward and rollback: their ids are one list.</summary>
internal sealed class TaskReader(PlanClock clock, LanguageList languages, ProblemList problems)
{
    private const int LongestTitle = 500;

    // "undo: none" must not name a task.
    private readonly IdList ids = new(PlanId.None);

    public PlanTask Read(YamlMapping map, string path, bool isRollback)
    {
        var known = (map["id"] as YamlScalar)?.Text.Trim();
        var fields = new Fields(map, Grammar.Task, problems, string.IsNullOrEmpty(known) ? null : known);
        var id = ids.Read(fields, $"({path})");
        fields.Need("title");
        var title = fields.Localized("title", languages);
        if (title?.ByLanguage.Values.Max(text => text.Length) is > LongestTitle and var length)
            problems.Warning("long-title", fields.WhereIs("title"), fields.Task, $"{length}", $"{LongestTitle}");
        var (kind, workKind) = fields.Choice("kind", "unknown-kind", Words.TaskIs) ?? new TaskIs(TaskKind.Task, null);
        var work = WorkReader.Read(fields, workKind, languages);
        if (kind == TaskKind.Task && !isRollback)
            fields.Need("phase");
        var phase = fields.Choice("phase", "unknown-phase", Words.Phases) ?? Phase.Launch;
        OnlyFor(fields, "goLive", kind, TaskKind.Milestone);
        return new PlanTask
        {
            Id = id,
            Kind = kind,
            Title = title ?? LocalizedText.Of(id),
            Do = fields.Localized("do", languages),
            Expect = fields.Localized("expect", languages),
            Phase = phase,
            Workstream = fields.Word("workstream"),
            Owner = fields.Word("owner"),
            Deputy = fields.Word("deputy"),
            Team = fields.Word("team"),
            Takes = fields.Estimate("takes"),
            Attended = Attended(fields, isAutomated: workKind is not null),
            After = Links(fields),
            NotBefore = clock.Time(fields, "notBefore", phase),
            NotAfter = clock.Time(fields, "notAfter", phase),
            Undo = UndoOf(fields),
            Mandatory = fields.Flag("mandatory") ?? false,
            Purpose = Purposes(fields),
            Who = fields.WordList("who"),
            StartBy = AttendanceOf(fields, "start", mayBeStarter: false),
            EndBy = AttendanceOf(fields, "end", mayBeStarter: true),
            VerifiedBy = fields.Word("verifiedBy"),
            Escalate = EscalationOf(fields),
            Where = fields.Localized("where", languages),
            System = fields.Text("system"),
            Ref = fields.Text("ref"),
            Evidence = fields.Text("evidence"),
            GoLive = fields.Flag("goLive") ?? false,
            Work = work,
            Gate = GateReader.Read(fields, kind, languages),
            IsRollback = isRollback,
            Path = path,
        };
    }

    /// <summary>Reports a key that only one kind of task has.</summary>
    public static void OnlyFor(Fields fields, string key, TaskKind kind, TaskKind only)
    {
        if (kind != only && fields.Has(key))
            fields.Problems.Error("misplaced-key", fields.KeyOf(key), fields.Task, key, $"kind: {Words.Of(Words.Kinds, only)}");
    }

    private static bool Attended(Fields fields, bool isAutomated)
    {
        var attended = fields.Flag("attended");
        if (!isAutomated)
            return attended ?? true;
        if (attended == true)
            fields.Problems.Error("automated-is-not-attended", fields.WhereIs("attended"), fields.Task);
        return false;
    }

    private static List<Link> Links(Fields fields)
    {
        var links = new List<Link>();
        foreach (var scalar in fields.List("after"))
        {
            // "after: a, b" can only mean two links: an id holds no comma.
            foreach (var text in scalar.Text.Split([',', ';', '\u060C'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var link = TimeParser.Link(text);
                if (link.Ok)
                    links.Add(link.Value);
                else
                    fields.Problems.Error("bad-link", scalar.Where, fields.Task, text, link.Correction ?? "freeze / freeze SS+5m / snapshot FF-3m");
            }
        }
        return links;
    }

    private static Undo? UndoOf(Fields fields)
    {
        var undo = fields.Word("undo");
        if (fields.Flag("noReturn") != true)
            return undo is null ? null : undo.Equals("none", StringComparison.OrdinalIgnoreCase) ? new Undo.Nothing() : new Undo.By(undo);
        if (undo is not null)
            fields.Problems.Error("undo-and-no-return", fields.WhereIs("undo"), fields.Task, undo);
        return new Undo.Impossible();
    }

    private static List<Purpose> Purposes(Fields fields)
    {
        var purposes = new List<Purpose>();
        foreach (var scalar in fields.List("purpose"))
        {
            if (fields.Choice(scalar, "unknown-purpose", Words.Purposes) is { } purpose && !purposes.Contains(purpose))
                purposes.Add(purpose);
        }
        return purposes;
    }

    private static Attendance AttendanceOf(Fields fields, string key, bool mayBeStarter)
    {
        if (fields.Scalar(key) is not { } scalar)
            return Attendance.Any;
        switch (scalar.Text.Trim().ToLowerInvariant())
        {
            case "any": return Attendance.Any;
            case "all": return Attendance.All;
            case "starter" when mayBeStarter: return Attendance.Starter;
        }
        if (WholeNumber.Read(scalar.Text) is { } number)
            return new Attendance(AttendanceRule.Number, number);
        fields.Problems.Error("bad-attendance", scalar.Where, fields.Task, key, scalar.Text, mayBeStarter ? "any, all, starter, 2" : "any, all, 2");
        return Attendance.Any;
    }

    private static Escalation? EscalationOf(Fields fields)
    {
        if (fields.Map("escalate", Grammar.Escalation) is not { } escalate)
            return null;
        escalate.Need("after");
        escalate.Need("to");
        return (escalate.Duration("after"), escalate.Word("to")) is ({ } after, { } to) ? new Escalation(after, to) : null;
    }
}
