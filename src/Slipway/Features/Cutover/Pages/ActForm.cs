using NodaTime;
using NodaTime.Text;
using Slipway.Features.Cutover.Api;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What the forms of a run's pages send: one act, with whatever fields it needs.</summary>
public sealed class ActForm
{
    private static readonly Duration WatchesDiffer = Duration.FromHours(6);

    public Guid CommandId { get; set; } = Guid.CreateVersion7();
    public string Act { get; set; } = "";
    public string? Task { get; set; }
    public string? Reason { get; set; }

    /// <summary>Local time on the run's clock, 02:17; the latest moment at which it was that time, or one in the next hours, which is refused.</summary>
    public string? At { get; set; }

    public string? For { get; set; }
    public bool Phone { get; set; }
    public string? To { get; set; }
    public string? Person { get; set; }
    public string? By { get; set; }
    public string? Text { get; set; }
    public string? Name { get; set; }
    public string? Url { get; set; }
    public string? Title { get; set; }
    public string? Severity { get; set; }
    public string? Owner { get; set; }
    public string? Issue { get; set; }
    public string? How { get; set; }
    public string? Takes { get; set; }
    public bool? Go { get; set; }
    public string? Comment { get; set; }
    public string? Voter { get; set; }
    public string? Criterion { get; set; }
    public bool? Met { get; set; }
    public string? Outcome { get; set; }
    public string? ConditionText { get; set; }
    public string? ConditionOwner { get; set; }
    public string? ConditionDue { get; set; }
    public List<string> Waive { get; set; } = [];
    public string? HoldUntil { get; set; }
    public string? Confirm { get; set; }
    public string? Do { get; set; }
    public string? Expect { get; set; }
    public string? Workstream { get; set; }
    public string? Deputy { get; set; }
    public string? After { get; set; }
    public string? Before { get; set; }
    public string? Undo { get; set; }
    public bool NoReturn { get; set; }

    /// <summary>Where to go afterwards; a path of this site.</summary>
    public string? Back { get; set; }

    public ActRequest ToRequest(RunState run, Instant now) => new()
    {
        CommandId = CommandId,
        Act = Act,
        Task = Empty(Task),
        Reason = Empty(Reason),
        At = Clock(At, run, now, past: true),
        For = Empty(For),
        Via = Phone ? "phone" : null,
        To = Empty(To),
        Person = Empty(Person),
        By = Empty(By),
        Text = Empty(Text),
        Name = Empty(Name),
        Url = Empty(Url),
        Title = Empty(Title),
        Severity = Empty(Severity),
        Owner = Empty(Owner),
        Issue = Empty(Issue),
        How = Empty(How),
        Takes = Empty(Takes),
        Go = Go,
        Comment = Empty(Comment),
        Voter = Empty(Voter),
        Criterion = Empty(Criterion),
        Met = Met,
        Outcome = Empty(Outcome),
        Conditions = Empty(ConditionText) is { } text
            ? [new ConditionRequest { Text = text, Owner = ConditionOwner ?? "", Due = Clock(ConditionDue, run, now, past: false) ?? "" }]
            : null,
        Waive = Waive,
        HoldUntil = Clock(HoldUntil, run, now, past: false),
        Confirm = Empty(Confirm),
        Do = Empty(Do),
        Expect = Empty(Expect),
        Workstream = Empty(Workstream),
        Deputy = Empty(Deputy),
        After = Lines(After),
        Before = Lines(Before),
        Undo = Empty(Undo),
        NoReturn = NoReturn,
    };

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[]? Lines(string? text) =>
        text?.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines ? lines : null;

    /// <summary>A wall clock becomes the nearest such moment before or after now; anything else is passed on to be refused.</summary>
    private static string? Clock(string? text, RunState run, Instant now, bool past)
    {
        if (Empty(text) is not { } given)
            return null;
        if (LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(given) is not { Success: true, Value: var time })
            return given;
        var moments = Enumerable.Range(-1, 3).SelectMany(day => Moments(run.Clock.Zone, now.InZone(run.Clock.Zone).Date.PlusDays(day) + time)).ToList();
        // Whose watch is fast means a moment that is still to come, which is refused, and not one of yesterday.
        var chosen = past ? moments.Where(at => at <= now + WatchesDiffer).Max() : moments.Where(at => at > now).Min();
        return InstantPattern.ExtendedIso.Format(chosen);
    }

    /// <summary>Both where a clock shows a time twice.</summary>
    private static Instant[] Moments(DateTimeZone zone, LocalDateTime local) => zone.MapLocal(local) switch
    {
        { Count: 2 } twice => [twice.First().ToInstant(), twice.Last().ToInstant()],
        _ => [zone.AtLeniently(local).ToInstant()],
    };
}
