using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Notices;

/// <summary>Says a notice in its reader's language: one idea, the task, the time. It has to fit into an SMS.</summary>
public sealed class NoticeWords(Texts texts, Run run, Instant now)
{
    private readonly RunWords words = new(texts, run.State);

    public string Say(DueNotice due) => due.Kind switch
    {
        NoticeKind.Next => texts.Format("notices.next", ("title", Title(due)), ("time", Time(Planned(due).Start))),
        NoticeKind.Turn => texts.Format("notices.turn", ("title", Title(due)), ("time", Time(Until(due)))),
        NoticeKind.Release => texts.Format("notices.release", ("title", Title(due))),
        NoticeKind.Confirm => texts.Format("notices.confirm", ("title", Title(due))),
        NoticeKind.Late => texts.Format("notices.late", ("title", Title(due)), ("time", Time(Planned(due).Finish))),
        NoticeKind.Escalated => texts.Format("notices.escalated", ("title", Title(due)), ("name", texts.Foreign(words.Name(due.Instead))), ("phone", texts.Ltr(run.State.Plan.Launch.Person(due.Instead!)?.Phone ?? "–"))),
        NoticeKind.WorkFailed => texts.Format("notices.work-failed", ("title", Title(due))),
        NoticeKind.WorkUnknown => texts.Format("notices.work-unknown", ("title", Title(due))),
        NoticeKind.Vote => texts.Format("notices.vote", ("title", Title(due))),
        NoticeKind.Decide => texts.Format("notices.decide", ("title", Title(due))),
        NoticeKind.Criterion => texts.Format("notices.criterion", ("title", Title(due))),
        NoticeKind.Alarm => Plain(new EventWords(words).Alarm(due.Alarm!)),
        _ => Digest(due),
    };

    /// <summary>What a notice says besides in a run that is not live, or that goes to somebody else who only tries it.</summary>
    /// <param name="name">For whom it would be; null where it goes to whom it is for.</param>
    public string Around(string said, string? name)
    {
        if (name is not null)
            said = texts.Format("notices.would-be-for", ("name", texts.Foreign(name)), ("text", said));
        return run.State.Mode == RunMode.Rehearsal ? texts.Format("notices.rehearsal", ("text", said)) : said;
    }

    private string Digest(DueNotice due)
    {
        var tasks = run.State.ActiveTasks.Where(task => task.Kind is TaskKind.Task or TaskKind.Checkpoint).Select(task => run.State.Tasks[task.Id]).ToList();
        return texts.Format(
            "notices.digest",
            ("title", Title(due)),
            ("done", texts.Ltr($"{tasks.Count(record => record.Stored.Releases())}/{tasks.Count}")),
            ("late", texts.Ltr($"{tasks.Count(record => TaskFlags.IsLate(run.State, record, now))}")),
            ("failed", texts.Ltr($"{tasks.Count(record => record.Stored is TaskState.Failed or TaskState.Unknown || record.Blocked is not null)}")));
    }

    private string Title(DueNotice due) => texts.Foreign(words.Title(due.Task!));

    private PlannedTimes Planned(DueNotice due) => run.State.Planned.GetValueOrDefault(due.Task!);

    /// <summary>When it should be done: as planned, or, where it could begin only later, after the time that it takes.</summary>
    private Instant Until(DueNotice due) => Instant.Max(Planned(due).Finish, run.State.TakesOf(run.State.Plan.Task(due.Task!)!).Likely.AddTo(now, run.State.Clock.Zone));

    private string Time(Instant at)
    {
        var zone = run.State.Clock.Zone;
        return at.InZone(zone).Date == now.InZone(zone).Date ? words.Times.Local(at) : $"{words.Times.NearDay(at)} {words.Times.Local(at)}";
    }

    private static string Plain(string sentence) => sentence.Replace("**", "", StringComparison.Ordinal);
}
