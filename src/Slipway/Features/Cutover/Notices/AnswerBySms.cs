using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Notices;

/// <summary>What somebody answers by SMS: 1 starts or ends the task that is next for him; anything else is answered with what he could do.</summary>
public sealed class AnswerBySms(RunStore runs, ActOnRun acts, NoticeBox box, TextCatalog catalog, IClock clock)
{
    /// <summary>Who presses twice, or whose telephone sends twice, has not done the work meanwhile.</summary>
    private static readonly Duration NotYetDone = RunDecider.TakeBackWithin;

    /// <param name="number">The telephone's digits.</param>
    /// <param name="text">What was written.</param>
    /// <param name="id">What tells this message from another; null where the gateway does not say.</param>
    public async Task HandleAsync(string number, string text, string? id, CancellationToken cancellation)
    {
        // To a number that nobody of these runs has, nothing is said.
        if (await WhoAsync(number, cancellation) is not { } found)
            return;
        var (run, person) = found;
        var now = run.State.NowAt(clock.Now()).CutToMicroseconds();
        var message = id is { Length: > 0 } ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"sms {number} {id}")).AsSpan(0, 16)) : Guid.CreateVersion7();
        var texts = catalog.In(person.Language ?? run.State.Plan.Launch.Languages[0]);
        var said = IsOne(text)
            ? await ActAsync(run, person, now, message, texts, cancellation)
            : Offer(run, person, now) is { } offer
                ? texts.Format("notices.sms-help", ("title", texts.Foreign(new RunWords(texts, run.State).Title(offer.Task))))
                : texts["notices.sms-nothing"];
        await AnswerAsync(run, person, message, said, texts, cancellation);
    }

    /// <summary>The open run in which this number is somebody's, live ones first, and who that is.</summary>
    private async Task<(Run Run, Person Person)?> WhoAsync(string number, CancellationToken cancellation)
    {
        var told = (await runs.OpenAsync(cancellation)).Where(run => run.State is { Notices: NoticeMode.On, Status: not RunStatus.Planned }).ToList();
        var whose = from run in told
                    orderby run.State.Mode == RunMode.Live descending, run.Record.Created descending
                    from person in run.State.Plan.Launch.People
                    where person.Phone is { } phone && number.Length > 0 && Telephone.Digits(phone) == number
                    select (run, person);
        return whose.Select(one => ((Run, Person)?)one).FirstOrDefault();
    }

    private async Task<string> ActAsync(Run run, Person person, Instant now, Guid message, Texts texts, CancellationToken cancellation)
    {
        var words = new RunWords(texts, run.State);
        if (Offer(run, person, now) is not { } offer)
            return texts["notices.sms-nothing"];
        var title = texts.Foreign(words.Title(offer.Task));
        if (offer is FinishTask && run.State.Tasks[offer.Task].LastActReceived is { } begun && clock.Now() - begun < NotYetDone)
            return texts.Format("notices.sms-started", ("title", title), ("time", words.Times.Local(now)));
        return await acts.HandleAsync(run.Id, offer with { CommandId = message }, new ActingActor(person.Id, [], Via.Sms), null, cancellation) switch
        {
            ActResult.Refused refused => new RunWords(texts, refused.Run.State).Refusal(refused.Why),
            _ => texts.Format(offer is StartTask ? "notices.sms-started" : "notices.sms-finished", ("title", title), ("time", words.Times.Local(now))),
        };
    }

    /// <summary>What is next for somebody: to end what he has begun, else to begin what is his turn, else what nobody else has taken.</summary>
    private static TaskCommand? Offer(Run run, Person person, Instant now)
    {
        var state = run.State;
        var begun = state.ActiveTasks.FirstOrDefault(task => task.Work is null && state.Tasks[task.Id] is { Stored: TaskState.InProgress, AwaitsVerification: false } record
            && (record.Starters.Contains(person.Id) || state.ResponsibleFor(task, now) == person.Id) && !record.Finishers.Contains(person.Id));
        if (begun is not null)
            return new FinishTask { Task = begun.Id };
        var turns = NoticesDue.Of(state, now).Where(due => due.Person == person.Id && due.Kind is NoticeKind.Turn or NoticeKind.Escalated)
            .Where(due => due.Person == person.Id && state.Plan.Task(due.Task!)!.Work is null)
            .OrderBy(due => due.Kind == NoticeKind.Turn ? 0 : 1).ThenBy(due => state.Planned.GetValueOrDefault(due.Task!).Start);
        return turns.FirstOrDefault() is { } turn ? new StartTask { Task = turn.Task! } : null;
    }

    private Task AnswerAsync(Run run, Person person, Guid message, string said, Texts texts, CancellationToken cancellation)
    {
        var now = clock.Now();
        return box.PutAsync(
        [
            new NoticeRecord
            {
                Id = Guid.CreateVersion7(),
                Key = $"{run.Id:N} answer {message:N}",
                Channel = NoticeChannel.Sms,
                Address = person.Phone!,
                About = run.Record.Stream,
                Kind = "answer",
                Launch = run.Launch,
                Person = person.Id,
                Language = texts.Language,
                Subject = said,
                Text = said,
                Created = now,
                Due = now,
                NextTry = now,
            },
        ], cancellation);
    }

    /// <summary>Also as an Arabic or Persian keyboard writes it.</summary>
    private static bool IsOne(string text) => text.Trim() is "1" or "١" or "۱";
}
