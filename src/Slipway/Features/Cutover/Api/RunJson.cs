using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Api;

/// <summary>A run as the API and the command line tell it.</summary>
public sealed record RunJson
{
    public required Guid Id { get; init; }
    public required string Launch { get; init; }
    public required string Mode { get; init; }
    public required string State { get; init; }
    public required long Version { get; init; }

    /// <summary>What the run's clock shows.</summary>
    public required string Now { get; init; }

    public required string T0 { get; init; }
    public required SegmentJson Segment { get; init; }
    public required double Speed { get; init; }
    public required bool Autopilot { get; init; }

    /// <summary>Whether automated tasks act; else they are played.</summary>
    public required bool Acts { get; init; }

    /// <summary>off, test or on: whether people are told what they have to do.</summary>
    public required string Notices { get; init; }

    public required ForecastJson Forecast { get; init; }
    public required string? RollbackDeadline { get; init; }
    public required PointJson? PointOfNoReturn { get; init; }
    public required IReadOnlyList<SkippedJson> Skipped { get; init; }
    public required IReadOnlyList<TaskJson> Tasks { get; init; }
    public required IReadOnlyList<IssueJson> Issues { get; init; }

    public sealed record SegmentJson(string From, string To);

    /// <summary>Of a run that is over there is no forecast: only when it ended, and when the service opened.</summary>
    /// <param name="Version">The run's version that the forecast holds for.</param>
    public sealed record ForecastJson(string? Finish, string? P50, string? P80, string? GoLive, double? InsideWindow, long Version);

    public sealed record PointJson(string Task, string At, bool Passed);

    public sealed record SkippedJson(string From, string To);

    public sealed record TaskJson(
        string Id, string Title, string State, IReadOnlyList<string> Flags, SpanJson? Planned, SpanJson? Forecast, SpanJson? Actual,
        string? Owner, string? Actor, int Attempt, string? Reason, WorkJson? Work);

    /// <summary>The last time that an automated task acted.</summary>
    /// <param name="Kind">What kind of work it is.</param>
    /// <param name="Key">Given on to what it acts on; null before it first acted.</param>
    /// <param name="Outcome">succeeded, failed or lost; null while it acts.</param>
    /// <param name="AwaitsRelease">Whether it waits for a person to release it.</param>
    public sealed record WorkJson(string Kind, string? Key, long? Epoch, int Begun, string? Outcome, string? Said, bool AwaitsRelease);

    public sealed record SpanJson(string? Start, string? Finish);

    public sealed record IssueJson(string Id, string Title, string Severity, string Owner, string? Task, string Raised, string? Settled);

    public static RunJson Of(Run run, RunForecast forecast, Instant now, string language = "en")
    {
        var write = new Writing(run.State.Clock.Zone);
        return new RunJson
        {
            Id = run.Id,
            Launch = run.Launch,
            Mode = Kebab.Of(run.State.Mode),
            State = Kebab.Of(run.State.Status),
            Version = run.State.Version,
            Now = write.At(now),
            T0 = write.At(run.State.T0),
            Segment = new(write.At(run.State.From), write.At(run.State.To)),
            Speed = run.State.Speed,
            Autopilot = run.State.Autopilot,
            Acts = run.State.Acts,
            Notices = Kebab.Of(run.State.Notices),
            Forecast = new(
                write.Maybe(run.Finished ?? forecast.Finish?.P50),
                write.Maybe(run.IsOpen ? forecast.Finish?.P50 : null),
                write.Maybe(run.IsOpen ? forecast.Finish?.P80 : null),
                write.Maybe(GoLive(run, forecast)),
                run.IsOpen ? forecast.Forward?.InsideWindow : null,
                forecast.Version),
            RollbackDeadline = write.Maybe(run.State.PointOfNoReturnPassed() is null ? forecast.RollbackDeadline : null),
            PointOfNoReturn = forecast.PointOfNoReturn is { } point ? new(point.Task, write.At(point.At), point.Passed) : null,
            Skipped = [.. run.State.Skipped.Select(skipped => new SkippedJson(write.At(skipped.From), write.At(skipped.To)))],
            Tasks = [.. run.State.Plan.Tasks.Where(task => InRun(run.State, task)).Select(task => Task(run.State, forecast, task, now, language, write))],
            Issues = [.. run.State.Issues.Select(issue => new IssueJson(issue.Id, issue.Title, Kebab.Of(issue.Severity), issue.Owner, issue.Task, write.At(issue.Raised), write.Maybe(issue.Settled)))],
        };
    }

    private static bool InRun(RunState run, PlanTask task) => run.Tasks.ContainsKey(task.Id) || run.Assumed.Contains(task.Id);

    /// <summary>When the service opened, or will: never where that was left out by decision, or the run is over without it.</summary>
    private static Instant? GoLive(Run run, RunForecast forecast)
    {
        var records = run.State.Plan.Forward.Where(task => task.GoLive).Select(task => run.State.Tasks.GetValueOrDefault(task.Id)).OfType<TaskRecord>().ToList();
        if (records.Find(record => record.Stored is TaskState.Done or TaskState.DoneWithWorkaround) is { } opened)
            return opened.Finished;
        return run.IsOpen && !records.Exists(record => record.Stored.Releases()) ? forecast.Forward?.GoLive?.P50 : null;
    }

    private static TaskJson Task(RunState run, RunForecast forecast, PlanTask task, Instant now, string language, Writing write)
    {
        var planned = run.Planned.TryGetValue(task.Id, out var times) ? write.Span(times.Start, times.Finish) : null;
        if (run.Assumed.Contains(task.Id))
            return new(task.Id, task.Title.In(language), Kebab.Of(TaskState.Done), ["assumed"], planned, null, null, run.Plan.Who(task.Owner, now, run.Clock)?.Id ?? task.Owner, null, 0, null, null);
        var record = run.Tasks[task.Id];
        var expected = (task.IsRollback ? forecast.Back?.Tasks.FirstOrDefault(one => one.Id == task.Id) : forecast.Forward?.Task(task.Id)) is { } known && !record.Stored.Releases()
            ? write.Span(known.Start?.P50, known.Finish?.P50)
            : null;
        return new(
            task.Id,
            task.Title.In(language),
            Kebab.Of(Readiness.Of(run, task, now).State),
            [.. TaskFlags.Of(run, task, now)],
            planned,
            expected,
            record.Started is null && record.Finished is null ? null : write.Span(record.Started, record.Finished),
            run.ResponsibleFor(task, now) ?? task.Owner,
            record.Actor,
            record.Attempt,
            record.Reason,
            task.Work is null ? null : Work(run, task, record, now));
    }

    private static WorkJson Work(RunState run, PlanTask task, TaskRecord record, Instant now) => new(
        Kebab.Of(task.Work!.With.Kind),
        record.Work?.Key,
        record.Work?.Epoch,
        record.Work?.Begun ?? 0,
        record.Work?.Outcome is { } outcome ? Kebab.Of(outcome) : null,
        record.Work?.Said,
        WorkDue.AwaitsRelease(run, task, now));

    private sealed class Writing(DateTimeZone zone)
    {
        public string At(Instant instant) => OffsetDateTimePattern.Rfc3339.Format(instant.InZone(zone).ToOffsetDateTime());

        public string? Maybe(Instant? instant) => instant is { } known ? At(known) : null;

        public SpanJson? Span(Instant? start, Instant? finish) => start is null && finish is null ? null : new(Maybe(start), Maybe(finish));
    }
}
