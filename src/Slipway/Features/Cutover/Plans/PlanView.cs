using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>What somebody wants to see of a plan.</summary>
/// <param name="Task">The task that is looked at; null for none.</param>
/// <param name="Finding">The finding that is open, by its key; null for the first with a proposal.</param>
/// <param name="ByWorkstream">Whether rows are grouped by workstream within their phase.</param>
/// <param name="Words">What rows are looked for by: a task's number or id, else words in them; null for all rows.</param>
/// <param name="Part">The part of the rows that is shown; null for the one with the task.</param>
public sealed record PlanAsked(string? Task = null, string? Finding = null, bool ByWorkstream = false, string? Words = null, int? Part = null);

/// <summary>A plan as its page shows it: an outline in time, what the checks say, and what is around a task.</summary>
public sealed class PlanView
{
    private const int MostAround = 100;

    private readonly PlanAnswer answer;
    private readonly Dictionary<string, PlanRow> rows;
    private readonly HashSet<string> shown;

    public PlanView(PlanVersion version, PlanAnswer answer, Texts texts, Instant now, PlanAsked asked)
    {
        this.answer = answer;
        (Version, Texts, Words) = (version, texts, new PlanWords(texts, version.Plan));
        var clock = version.Plan.Launch.Clock();
        Times = new TimeText(texts, clock.Zone, clock.T0);
        T0 = clock.T0;
        Closes = clock.Resolve(version.Plan.Launch.Window.Closes);
        Groups = PlanOutline.Of(version.Plan, answer.Schedule, texts, asked.ByWorkstream);
        rows = Groups.SelectMany(group => group.Rows).DistinctBy(row => row.Task.Id).ToDictionary(row => row.Task.Id);
        var problems = answer.ProblemsAt(now);
        Findings = FindingsOf([.. problems.Where(problem => problem.Accepted is null)], asked.Finding);
        Accepted = [.. problems.Where(problem => problem.Accepted is not null)];
        var words = string.IsNullOrWhiteSpace(asked.Words) ? null : asked.Words.Trim();
        var named = words is null ? null : rows.GetValueOrDefault(words) ?? rows.Values.FirstOrDefault(row => row.Number == words);
        Looked = named is null ? words : null;
        Chosen = named ?? (asked.Task is { } task ? rows.GetValueOrDefault(task) : null);
        Lit = (Chosen is { } chosen ? [chosen.Task.Id] : OpenTasks).ToHashSet();
        Outline = OutlinePart.Cut(Looked is null ? Groups : OutlinePart.Holding(Looked, Groups, Words), asked.Part, row => Lit.Contains(row.Task.Id));
        shown = Outline.Groups.SelectMany(group => group.Rows).Select(row => row.Task.Id).ToHashSet(StringComparer.Ordinal);
    }

    public PlanVersion Version { get; }

    public Texts Texts { get; }

    public PlanWords Words { get; }

    /// <summary>How many tasks act by themselves.</summary>
    public int Acting => Version.Plan.Tasks.Count(task => task.Work is not null);

    public TimeText Times { get; }

    public Instant T0 { get; }

    public Instant Closes { get; }

    /// <summary>What is to settle.</summary>
    public IReadOnlyList<PlanFinding> Findings { get; }

    /// <summary>What somebody lives with.</summary>
    public IReadOnlyList<Problem> Accepted { get; }

    /// <summary>Null for a plan that cannot be scheduled.</summary>
    public Forecast? Forecast => answer.Forecast;

    public IReadOnlyList<PlanGroup> Groups { get; }

    /// <summary>The rows of this page.</summary>
    public OutlinePart Outline { get; }

    /// <summary>The words by which rows were looked for; null when they are not, or name one task.</summary>
    public string? Looked { get; }

    /// <summary>The task that is looked at; null for none.</summary>
    public PlanRow? Chosen { get; }

    /// <summary>The tasks whose rows are lit: the one looked at, else those of the open finding.</summary>
    public IReadOnlySet<string> Lit { get; }

    /// <summary>The number of the first lit task.</summary>
    public string Number => rows[Lit.First()].Number;

    /// <summary>The length of the critical path.</summary>
    public Duration CriticalLength => answer.Schedule.EarliestFinish - answer.Schedule.EarliestStart;

    /// <summary>How many neighbours of the lit tasks <see cref="Around"/> had no room for.</summary>
    public int AroundLeft { get; private set; }

    /// <summary>What comes before and after the lit tasks; null when none is lit.</summary>
    public Drawing? Around()
    {
        if (Lit.Count == 0)
            return null;
        var plan = Version.Plan;
        var tasks = Lit.Select(id => rows[id]).ToList();
        var before = tasks.SelectMany(row => row.Task.After).Select(link => link.Predecessor).Where(id => !Lit.Contains(id)).Distinct().Select(id => rows.GetValueOrDefault(id)).OfType<PlanRow>().ToList();
        var after = plan.Tasks.Where(task => !Lit.Contains(task.Id) && task.After.Any(link => Lit.Contains(link.Predecessor))).Select(task => rows[task.Id]).ToList();
        AroundLeft = Math.Max(0, before.Count - MostAround) + Math.Max(0, after.Count - MostAround);
        var links = plan.Tasks.SelectMany(task => task.After.Select(link => new AroundLink(link.Predecessor, task.Id))).Where(link => Lit.Contains(link.From) || Lit.Contains(link.To));
        return AroundChart.Draw(
            new AroundModel(
                [.. before.Take(MostAround).Select(Box)],
                [.. tasks.Select(row => Box(row) with { Href = null })],
                [.. after.Take(MostAround).Select(Box)],
                [.. links],
                Texts.Format("plan.around-says", ("title", Words.Title(tasks[0].Task)))),
            Texts);
    }

    /// <summary>Where a link leads to: a row of this page, or the part of the outline with that task.</summary>
    public string HrefOf(Link link) => shown.Contains(link.Predecessor) ? PlanLinks.Row(link.Predecessor) : PlanLinks.Chosen(Version.Launch, link.Predecessor);

    /// <summary>A link as the outline says it, with the number of the task before: <c>2.1 SS+5m</c>.</summary>
    public string Said(Link link) => (rows.GetValueOrDefault(link.Predecessor) is { } row ? link with { Predecessor = row.Number } : link).ToString();

    private AroundBox Box(PlanRow row) => new(
        row.Task.Id,
        row.Task.Takes is { } takes ? $"{row.Number} · {Times.Takes(takes.Likely.Nominal)}" : row.Number,
        Words.Title(row.Task),
        row.Times?.Critical == true,
        PlanLinks.Chosen(Version.Launch, row.Task.Id));

    private string[] OpenTasks =>
        Findings.FirstOrDefault(finding => finding.Clash is not null) is { Clash: { Clash: var clash } } ? [clash.First.Id, clash.Second.Id] : [];

    private List<PlanFinding> FindingsOf(IReadOnlyList<Problem> problems, string? open)
    {
        var seen = new Dictionary<(string, string?), int>();
        var findings = problems.Select(problem => new PlanFinding(problem, null, seen[(problem.Rule, problem.Task)] = seen.GetValueOrDefault((problem.Rule, problem.Task)) + 1)).ToList();
        var index = open is null ? findings.FindIndex(finding => finding.HasProposals) : findings.FindIndex(finding => finding.Key == open);
        if (index >= 0)
            findings[index] = findings[index] with { Clash = ShownClash.Of(Version.Plan, findings[index].Problem, Texts, Times) };
        return findings;
    }
}
