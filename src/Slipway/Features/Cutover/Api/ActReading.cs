using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Api;

/// <summary>Turns a request into an act, or says which field cannot be meant.</summary>
internal sealed class ActReading
{
    /// <summary>The first field that cannot be meant; what is read after it does not matter.</summary>
    private Refusal? wrong;

    private ActReading() { }

    /// <summary>A fact in the journal is a sentence or a page, not a book: what is longer is attached.</summary>
    private const int LongestText = 4000;

    /// <summary>An id, a time, a word out of a few.</summary>
    private const int LongestWord = 200;

    /// <summary>As much of a word as a refusal repeats.</summary>
    private const int LongestEcho = 100;

    public static (RunCommand? Act, Refusal? Wrong) Read(ActRequest request) => Read(request, reading => reading.Act(request));

    /// <summary>What every act has: for an act that is made elsewhere out of a request of the same fields.</summary>
    public static (RunCommand? Act, Refusal? Wrong) Common(ActRequest request, RunCommand act) => Read(request, _ => act);

    private static (RunCommand? Act, Refusal? Wrong) Read(ActRequest request, Func<ActReading, RunCommand?> read)
    {
        var reading = new ActReading();
        if (request.CommandId == Guid.Empty)
            reading.Wrong("", "bad-field", "commandId", $"{request.CommandId}");
        foreach (var (text, longest) in Texts(request).Select(text => (text, LongestText)).Concat(Words(request).Select(word => (word, LongestWord))))
        {
            if (text?.Length > longest)
                reading.Wrong(text, "text-too-long", $"{longest}");
        }
        var act = read(reading);
        if (act is not null)
            act = reading.Common(act, request);
        return reading.wrong is { } wrong ? (null, wrong) : (act, null);
    }

    private static IEnumerable<string?> Texts(ActRequest request) =>
    [
        request.Reason, request.Text, request.Name, request.Url, request.Title, request.How, request.Comment, request.Do, request.Expect, request.Confirm,
        .. (request.Conditions ?? []).Select(condition => condition?.Text),
    ];

    private static IEnumerable<string?> Words(ActRequest request) =>
    [
        request.Act, request.Task, request.At, request.For, request.Via, request.To, request.Person, request.By, request.Severity, request.Owner,
        request.Issue, request.Takes, request.Voter, request.Criterion, request.Outcome, request.HoldUntil, request.Workstream, request.Deputy, request.Undo,
        .. request.After ?? [], .. request.Before ?? [], .. request.Waive ?? [],
        .. (request.Conditions ?? []).SelectMany(condition => new[] { condition?.Owner, condition?.Due }),
    ];

    /// <summary>What somebody sent, as a refusal repeats it.</summary>
    public static string Echo(string word) => word.Length > LongestEcho ? word[..LongestEcho] + "…" : word;

    private RunCommand Common(RunCommand act, ActRequest request) => act with
    {
        CommandId = request.CommandId,
        For = request.For,
        HappenedAt = request.At is { } at ? Time(at, "at") : null,
        Via = request.Via switch
        {
            null or "api" => Via.Api,
            "phone" => Via.Phone,
            _ => Wrong(Via.Api, "unknown-word", "via", request.Via, "api, phone"),
        },
    };

    private RunCommand? Act(ActRequest request) => request.Act switch
    {
        "start" => new StartTask { Task = Task(request) },
        "acknowledge" => new Acknowledge { Task = Task(request) },
        "finish" => new FinishTask { Task = Task(request) },
        "verify" => new VerifyTask { Task = Task(request) },
        "fail" => new FailTask { Task = Task(request), Reason = request.Reason },
        "mark-unknown" => new MarkUnknown { Task = Task(request), Reason = request.Reason },
        "work-around" => new WorkAround { Task = Task(request), Reason = request.Reason },
        "waive-skip" => new WaiveSkip { Task = Task(request), Reason = request.Reason },
        "skip" => new SkipTask { Task = Task(request), Reason = request.Reason },
        "reopen" => new ReopenTask { Task = Task(request), Reason = request.Reason },
        "release" => new ReleaseWork { Task = Task(request) },
        "take-back" => new TakeBack { Task = Task(request) },
        "block" => new BlockTask { Task = Task(request), Reason = request.Reason },
        "unblock" => new UnblockTask { Task = Task(request) },
        "hand-over" => new HandOver { Task = Task(request), To = request.To },
        "change-duration" => new ChangeDuration { Task = Task(request), Takes = Takes(request), Reason = request.Reason },
        "add-task" => new AddTask { Definition = Definition(request) },
        "comment" => new Comment { Task = request.Task, Text = Required(request.Text, "text") },
        "attach" => new Attach { Task = request.Task, Name = Required(request.Name, "name"), Url = Required(request.Url, "url") },
        "raise-issue" => new RaiseIssue { Task = request.Task, Title = Required(request.Title, "title"), Severity = Word<IssueSeverity>(request.Severity, "severity"), Owner = request.Owner },
        "settle-issue" => new SettleIssue { Issue = Required(request.Issue, "issue"), How = Required(request.How, "how") },
        "substitute" => new Substitute { Person = Required(request.Person, "person"), By = request.By, Reason = request.Reason },
        "end-substitution" => new EndSubstitution { Person = Required(request.Person, "person") },
        "vote" => new Vote { Task = Task(request), Go = Required(request.Go, "go"), Comment = request.Comment, Voter = request.Voter },
        "confirm-criterion" => new ConfirmCriterion { Task = Task(request), Criterion = Required(request.Criterion, "criterion"), Met = Required(request.Met, "met"), Comment = request.Comment },
        "decide" => Decide(request),
        "begin" => new BeginRun { Confirm = request.Confirm },
        "pause" => new PauseRun { Reason = request.Reason },
        "resume" => new ResumeRun(),
        "cancel" => new CancelRun { Reason = request.Reason },
        "roll-back" => new RollBack { Reason = request.Reason },
        _ => Wrong<RunCommand?>(null, "unknown-act", request.Act ?? "null"),
    };

    private DecideGate Decide(ActRequest request) => new()
    {
        Task = Task(request),
        Outcome = Word<GateOutcome>(request.Outcome, "outcome"),
        Reason = request.Reason,
        Conditions = [.. Items(request.Conditions, "conditions").Select(Condition)],
        Waive = Items(request.Waive, "waive"),
        HoldUntil = request.HoldUntil is { } until ? Time(until, "holdUntil") : null,
    };

    private AddedTask Definition(ActRequest request) => new()
    {
        Title = Required(request.Title, "title"),
        Do = request.Do,
        Expect = request.Expect,
        Workstream = request.Workstream,
        Owner = Required(request.Owner, "owner"),
        Deputy = Required(request.Deputy, "deputy"),
        Takes = Takes(request),
        After = [.. Items(request.After, "after").Select(Link)],
        Before = Items(request.Before, "before"),
        Undo = request.Undo,
        NoReturn = request.NoReturn ?? false,
        Attended = request.Attended ?? true,
    };

    private Condition Condition(ConditionRequest condition) => new(
        Required(condition.Text, "conditions.text"),
        Required(condition.Owner, "conditions.owner"),
        Time(Required(condition.Due, "conditions.due"), "conditions.due"));

    /// <summary>JSON may hold null where no list of ours does.</summary>
    private IReadOnlyList<T> Items<T>(IReadOnlyList<T>? list, string field)
        where T : class => list?.Contains(null) == true ? Wrong<IReadOnlyList<T>>([], "bad-field", field, "null") : list ?? [];

    private string Task(ActRequest request) => Required(request.Task, "task");

    private Estimate Takes(ActRequest request)
    {
        var text = Required(request.Takes, "takes");
        var read = TimeParser.Estimate(text);
        if (read is { Ok: true, Value: { } takes })
            return takes;
        return read.Correction is { } correction
            ? Wrong(Estimate.Exactly(PlanDuration.Zero), "unclear-estimate", "takes", text, correction)
            : Wrong(Estimate.Exactly(PlanDuration.Zero), "bad-field", "takes", text);
    }

    private Link Link(string text) =>
        TimeParser.Link(text) is { Ok: true, Value: var link } ? link : Wrong(new Link("", LinkType.FinishToStart, PlanDuration.Zero), "bad-field", "after", text);

    private T Required<T>(T? value, string field)
        where T : struct => value ?? Wrong<T>(default, "missing-field", field);

    private string Required(string? value, string field) =>
        string.IsNullOrWhiteSpace(value) ? Wrong("", "missing-field", field) : value;

    private T Word<T>(string? text, string field)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Kebab.Of(value) == text)
                return value;
        }
        return Wrong<T>(default, "unknown-word", field, text ?? "", string.Join(", ", Enum.GetValues<T>().Select(value => Kebab.Of(value))));
    }

    private Instant Time(string text, string field) =>
        InstantText.Parse(text) is { } at && RunTimes.AreUsable(at) ? at : Wrong(default(Instant), "bad-instant", field, text);

    private T Wrong<T>(T instead, string rule, params IReadOnlyList<string> values)
    {
        wrong ??= Refusal.Input(rule, [.. values.Select(Echo)]);
        return instead;
    }
}
