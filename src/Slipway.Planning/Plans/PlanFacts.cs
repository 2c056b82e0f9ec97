using System.Globalization;
using Slipway.Planning.Automation;

namespace Slipway.Planning.Plans;

/// <summary>One thing of a plan as fields with values in the plan's notation, for comparing two versions.</summary>
/// <param name="Subject">What kind of thing it is.</param>
/// <param name="Id">Its id, unique among its kind; null for the launch.</param>
/// <param name="Path">Where it stands.</param>
/// <param name="Says">Tells its fields, when they are compared: those of all things at once would be larger than the plan.</param>
internal sealed record PlanFacts(ChangeSubject Subject, string? Id, string Path, Action<FactList> Says)
{
    /// <summary>Its fields; a list field has one entry for each item, all with the same name.</summary>
    public IReadOnlyList<PlanFact> Fields()
    {
        var facts = new FactList();
        Says(facts);
        return facts.All;
    }

    public static PlanFacts Of(Plan plan) =>
        new(ChangeSubject.Launch, null, "launch", facts => Tell(facts, plan));

    private static void Tell(FactList facts, Plan plan)
    {
        var launch = plan.Launch;
        facts.Add("id", launch.Id);
        facts.Add("title", launch.Title);
        facts.Add("owner", launch.Owner);
        facts.Add("zone", launch.Zone.Id);
        facts.Add("t0", launch.T0.ToString());
        facts.Add("window/opens", launch.Window.Opens.ToString());
        facts.Add("window/closes", launch.Window.Closes.ToString());
        facts.Add("window/contingency", launch.Window.Contingency.ToString());
        facts.AddItems("freeze", launch.Freezes.Select(period => period.ToString()));
        facts.Add("bridge/phone", launch.Bridge?.Phone);
        facts.Add("bridge/url", launch.Bridge?.Url);
        facts.AddItems("languages", launch.Languages);
        facts.AddItems("workstreams", plan.Workstreams);
        AddEnvironment(facts, "live", launch.LiveEnvironment);
        AddEnvironment(facts, "rehearsal", launch.RehearsalEnvironment);
    }

    private static void AddEnvironment(FactList facts, string name, IReadOnlyDictionary<string, string>? values)
    {
        if (values is { Count: 0 })
            facts.Add($"environments/{name}", "{}");
        foreach (var (key, value) in values ?? new Dictionary<string, string>())
            facts.Add($"environments/{name}/{key}", value);
    }

    public static PlanFacts Of(Person person, int index) =>
        new(ChangeSubject.Person, person.Id, $"launch/people/{index}", facts => Tell(facts, person));

    private static void Tell(FactList facts, Person person)
    {
        facts.Add("name", person.Name);
        facts.AddItems("roles", person.Roles);
        facts.Add("deputy", person.Deputy);
        facts.Add("email", person.Email);
        facts.Add("phone", person.Phone);
        facts.Add("language", person.Language);
    }

    public static PlanFacts Of(Team team, int index) =>
        new(ChangeSubject.Team, team.Id, $"launch/teams/{index}", facts => Tell(facts, team));

    private static void Tell(FactList facts, Team team)
    {
        facts.Add("title", team.Title);
        facts.AddItems("members", team.Members);
        facts.AddItems("hours", team.Hours.Select(hours => hours.ToString()));
        facts.AddItems("closed", team.Closed.Select(period => period.ToString()));
    }

    public static PlanFacts Of(Shift shift, int index) =>
        new(ChangeSubject.Shift, $"{shift.From}/{shift.To}", $"launch/shifts/{index}", facts => Tell(facts, shift));

    private static void Tell(FactList facts, Shift shift)
    {
        facts.Add("manager", shift.Manager);
        facts.Add("scribe", shift.Scribe);
        facts.AddItems("on", shift.On);
    }

    public static PlanFacts Of(PlanTask task) =>
        new(ChangeSubject.Task, task.Id, task.Path, facts => Tell(facts, task));

    private static void Tell(FactList facts, PlanTask task)
    {
        facts.Add("rollback", task.IsRollback ? "true" : null);
        facts.Add("kind", task is { Kind: TaskKind.Task, Work: { } work } ? Word(work.With.Kind) : Word(task.Kind));
        facts.Add("title", task.Title);
        facts.Add("do", task.Do);
        facts.Add("expect", task.Expect);
        facts.Add("phase", Word(task.Phase));
        facts.Add("workstream", task.Workstream);
        facts.Add("owner", task.Owner);
        facts.Add("deputy", task.Deputy);
        facts.Add("team", task.Team);
        facts.Add("takes", task.Takes?.ToString());
        facts.Add("attended", task.Attended ? "true" : "false");
        foreach (var link in task.After)
            facts.AddItem("after", link.ToString(), link.Predecessor);
        facts.Add("notBefore", task.NotBefore?.ToString());
        facts.Add("notAfter", task.NotAfter?.ToString());
        facts.Add("undo", task.Undo switch { Undo.By by => by.Task, Undo.Nothing => "none", _ => null });
        facts.Add("noReturn", task.NoReturn ? "true" : null);
        facts.Add("mandatory", task.Mandatory ? "true" : null);
        facts.AddItems("purpose", task.Purpose.Select(purpose => Word(purpose)));
        facts.AddItems("who", task.Who);
        facts.Add("start", Written(task.StartBy));
        facts.Add("end", Written(task.EndBy));
        facts.Add("verifiedBy", task.VerifiedBy);
        facts.Add("escalate/after", task.Escalate?.After.ToString());
        facts.Add("escalate/to", task.Escalate?.To);
        facts.Add("where", task.Where);
        facts.Add("system", task.System);
        facts.Add("ref", task.Ref);
        facts.Add("evidence", task.Evidence);
        facts.Add("goLive", task.GoLive ? "true" : null);
        AddGate(facts, task.Gate);
        AddWork(facts, task.Work);
    }

    public static PlanFacts Of(Journey journey) =>
        new(ChangeSubject.Journey, journey.Id, journey.Path, facts => Tell(facts, journey));

    private static void Tell(FactList facts, Journey journey)
    {
        foreach (var (path, value) in journey.Written.Texts().Where(text => text.Path != "id"))
            facts.Add(path, value);
    }

    public static PlanFacts Of(AcceptedFinding accepted, int index) =>
        new(ChangeSubject.Accepted, $"{accepted.Rule} {accepted.Task}".TrimEnd(), $"accepted/{index}", facts => Tell(facts, accepted));

    private static void Tell(FactList facts, AcceptedFinding accepted)
    {
        facts.Add("why", accepted.Why);
    }

    private static void AddGate(FactList facts, GateRules? gate)
    {
        if (gate is null)
            return;
        facts.AddItems("voters", gate.Voters);
        facts.Add("decider", gate.Decider);
        facts.Add("quorum", gate.Quorum?.ToString(CultureInfo.InvariantCulture) ?? "all");
        facts.AddItems("criteria", gate.Criteria.Select(criterion => criterion.Id));
        foreach (var criterion in gate.Criteria)
        {
            facts.Add($"criteria/{criterion.Id}/title", criterion.Title);
            facts.Add($"criteria/{criterion.Id}/must", criterion.Must ? "true" : "false");
            facts.Add($"criteria/{criterion.Id}/met", criterion.Met switch
            {
                CriterionTest.TaskDone done => $"task: {done.Task}",
                CriterionTest.InsideWindow inside => $"insideWindow: {inside.Probability.ToString(CultureInfo.InvariantCulture)}",
                CriterionTest.SaidBy said => $"by: {said.PersonOrRole}",
                _ => throw new ArgumentOutOfRangeException(nameof(gate)),
            });
        }
    }

    private static void AddWork(FactList facts, AutomatedWork? work)
    {
        if (work is null)
            return;
        AddSettings(facts, "with", work.With);
        facts.Add("hold", work.Hold ? "true" : null);
        facts.Add("retry/times", work.Retry.Times > 0 ? work.Retry.Times.ToString(CultureInfo.InvariantCulture) : null);
        facts.Add("retry/wait", work.Retry.Times > 0 ? work.Retry.Wait.ToString() : null);
        facts.Add("retry/factor", work.Retry.Times > 0 ? work.Retry.Factor.ToString(CultureInfo.InvariantCulture) : null);
        facts.Add("timeout", work.Timeout?.ToString());
        facts.Add("onCrash", Word(work.OnCrash));
        facts.Add("verify/kind", work.Verify is { } verify ? Word(verify.Kind) : null);
        AddSettings(facts, "verify/with", work.Verify);
    }

    private static void AddSettings(FactList facts, string field, WorkSettings? settings)
    {
        foreach (var (path, value) in settings?.Written.Texts(field) ?? [])
            facts.Add(path, value);
    }

    private static string? Written(Attendance attendance) => attendance.Rule switch
    {
        AttendanceRule.Any => null,
        AttendanceRule.Number => attendance.Number.ToString(CultureInfo.InvariantCulture),
        _ => Word(attendance.Rule),
    };

    /// <summary>The grammar's word: <c>MovesData</c> is <c>moves-data</c>.</summary>
    private static string Word<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}

/// <summary>A field and its value.</summary>
/// <param name="Field">Its key.</param>
/// <param name="Value">Its value, or one of its items.</param>
/// <param name="Item">Null for a single value; for an item of a list what makes it the same item in both versions.</param>
internal readonly record struct PlanFact(string Field, string Value, string? Item);

/// <summary>Collects fields that are there.</summary>
internal sealed class FactList
{
    public List<PlanFact> All { get; } = [];

    public void Add(string field, string? value)
    {
        if (value is not null)
            All.Add(new PlanFact(field, value, null));
    }

    public void Add(string field, LocalizedText? text)
    {
        foreach (var (language, value) in text?.ByLanguage ?? new Dictionary<string, string>())
            All.Add(new PlanFact(language.Length == 0 ? field : $"{field}/{language}", value, null));
    }

    public void AddItems(string field, IEnumerable<string> items)
    {
        foreach (var item in items)
            AddItem(field, item, item);
    }

    public void AddItem(string field, string value, string item) => All.Add(new PlanFact(field, value, item));
}
