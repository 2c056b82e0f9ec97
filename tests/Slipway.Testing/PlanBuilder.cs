using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Testing;

/// <summary>
/// Builds small plans in code, so that a test says only what it is about. All times are minutes from T-0, which is
/// 2027-02-06 02:00 in Djibouti (UTC+3, no summer time) unless told otherwise; the window is T-30m to T+4h with 20
/// minutes of contingency. People who are named before they are added are added without a role.
/// </summary>
public sealed partial class PlanBuilder
{
    private readonly List<Person> people = [];
    private readonly List<Team> teams = [];
    private readonly List<Shift> shifts = [];
    private readonly List<PlanTask> forward = [];
    private readonly List<PlanTask> rollback = [];
    private readonly List<Func<Launch, Launch>> launchEdits = [];
    private string zone = "Africa/Djibouti";
    private LocalDateTime t0 = new(2027, 2, 6, 2, 0);
    private CutoverWindow window = new(Minutes(-30), Minutes(240), PlanDuration.FromMinutes(20));

    /// <summary>The point so many minutes from T-0.</summary>
    public static PlanTime Minutes(double minutes) => new PlanTime.FromT0(PlanDuration.FromMinutes(minutes));

    /// <summary>The point so many calendar days and then minutes from T-0.</summary>
    public static PlanTime Days(int days, double minutes = 0) => new PlanTime.FromT0(new PlanDuration(days, Duration.FromMinutes(minutes)));

    /// <summary>The stretch from so many to so many minutes from T-0.</summary>
    public static TimeSpanInPlan Span(double from, double to) => new(Minutes(from), Minutes(to));

    /// <summary>Working hours, in whole hours: <c>Hours(8, 16, IsoDayOfWeek.Monday)</c>.</summary>
    public static WeeklyHours Hours(int from, int to, params IsoDayOfWeek[] days) => new(days, from * 60, to * 60);

    public PlanBuilder In(string zoneId) => With(() => zone = zoneId);

    public PlanBuilder At(LocalDateTime start) => With(() => t0 = start);

    public PlanBuilder Window(double opens, double closes, double contingency = 20) =>
        With(() => window = new CutoverWindow(Minutes(opens), Minutes(closes), PlanDuration.FromMinutes(contingency)));

    public PlanBuilder Launch(Func<Launch, Launch> edit) => With(() => launchEdits.Add(edit));

    /// <summary>A person with these roles, and a telephone.</summary>
    public PlanBuilder Person(string id, string[]? roles = null, string? deputy = null) =>
        With(() => people.Add(new Person(id, id, roles ?? [], deputy, Phone: "+253 77 00 00 00")));

    public PlanBuilder Team(string id, string[] members, WeeklyHours[]? hours = null, TimeSpanInPlan[]? closed = null) =>
        With(() => teams.Add(new Team(id, null, members, hours ?? [], closed ?? [])));

    public PlanBuilder Shift(double from, double to, string? manager, string? scribe = null, params string[] on) =>
        With(() => shifts.Add(new Shift(Minutes(from), Minutes(to), manager, scribe, on)));

    /// <summary>A forward task of the launch phase that takes exactly so many minutes.</summary>
    /// <param name="id">Its id and title.</param>
    /// <param name="takes">Minutes; null for no estimate.</param>
    /// <param name="owner">A person or role.</param>
    /// <param name="after">Links as <c>load</c>, <c>load SS+5</c>, <c>load FF-10</c>; lags in minutes.</param>
    /// <param name="with">Whatever else the task should say.</param>
    public PlanBuilder Task(string id, double? takes = null, string? owner = null, string[]? after = null, Func<PlanTask, PlanTask>? with = null) =>
        Add(forward, Work(id, takes, owner, after), with);

    /// <summary>A rollback task of the launch phase that takes exactly so many minutes.</summary>
    public PlanBuilder Rollback(string id, double? takes = null, string? owner = null, string[]? after = null, Func<PlanTask, PlanTask>? with = null) =>
        Add(rollback, Work(id, takes, owner, after) with { IsRollback = true }, with);

    public PlanBuilder Milestone(string id, string[]? after = null, bool goLive = false, Func<PlanTask, PlanTask>? with = null) =>
        Add(forward, Work(id, null, null, after) with { Kind = TaskKind.Milestone, GoLive = goLive }, with);

    public PlanBuilder Gate(string id, string[] voters, string? decider, string[]? after = null, Criterion[]? criteria = null, int? quorum = null, Func<PlanTask, PlanTask>? with = null) =>
        Add(forward, Work(id, null, null, after) with { Kind = TaskKind.Gate, Gate = new GateRules(voters, decider, quorum, criteria ?? []) }, with);

    public Plan Build()
    {
        var launch = new Launch
        {
            Id = "sample",
            Title = LocalizedText.Of("Sample"),
            Zone = DateTimeZoneProviders.Tzdb[zone],
            T0 = new PlanTime.WallClock(t0),
            Window = window,
            People = [.. people, .. Unnamed()],
            Teams = teams,
            Shifts = shifts,
        };
        return new Plan
        {
            Launch = launchEdits.Aggregate(launch, (edited, edit) => edit(edited)),
            Workstreams = [.. forward.Concat(rollback).Select(task => task.Workstream).OfType<string>().Distinct()],
            Forward = [.. forward.Select((task, index) => task with { Path = $"forward/{index}" })],
            Rollback = [.. rollback.Select((task, index) => task with { Path = $"rollback/{index}" })],
        };
    }

    private static PlanTask Work(string id, double? takes, string? owner, string[]? after) => new()
    {
        Id = id,
        Title = LocalizedText.Of(id),
        Owner = owner,
        Takes = takes is { } minutes ? Estimate.Exactly(PlanDuration.FromMinutes(minutes)) : null,
        After = [.. (after ?? []).Select(ParseLink)],
    };

    /// <summary>The links that strings like <c>load SS+5</c> mean; lags in minutes.</summary>
    public static Link ParseLink(string text)
    {
        var match = LinkPattern().Match(text);
        if (!match.Success)
            throw new FormatException($"\"{text}\" is not a link; write \"load\", \"load SS\" or \"load FS+5\"");
        var type = match.Groups["type"].Value switch
        {
            "SS" => LinkType.StartToStart,
            "FF" => LinkType.FinishToFinish,
            "SF" => LinkType.StartToFinish,
            _ => LinkType.FinishToStart,
        };
        var lag = match.Groups["lag"].Value is { Length: > 0 } minutes ? double.Parse(minutes, CultureInfo.InvariantCulture) : 0;
        return new Link(match.Groups["id"].Value, type, PlanDuration.FromMinutes(lag));
    }

    private List<Person> Unnamed()
    {
        var known = people.Select(person => person.Id).Concat(Roles.OfTasks).ToHashSet();
        var named = forward.Concat(rollback).SelectMany(task => new[] { task.Owner, task.Deputy }.Concat(task.Who)).OfType<string>();
        return named.Where(known.Add).Select(id => new Person(id, id, [], Phone: "+253 77 00 00 00")).ToList();
    }

    private PlanBuilder Add(List<PlanTask> tasks, PlanTask task, Func<PlanTask, PlanTask>? with) =>
        With(() => tasks.Add(with?.Invoke(task) ?? task));

    private PlanBuilder With(Action change)
    {
        change();
        return this;
    }

    [GeneratedRegex(@"^(?<id>[a-z0-9-]+?)(?:\s+(?<type>FS|SS|FF|SF)?(?<lag>[+-][0-9.]+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LinkPattern();
}
