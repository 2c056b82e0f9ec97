using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Events as sentences: the log, the journal, the review.</summary>
public sealed class EventWords(RunWords words)
{
    public string Sentence(RunEvent happened)
    {
        var texts = words.Texts;
        var key = "log." + RunEventJson.Name(happened);
        return happened switch
        {
            TaskStarted { UnderWay: false } started => texts.Format("log.task-started-partly", ("title", Title(started.Task))),
            TaskStarted { Attempt: > 1 } started => texts.Format("log.task-started-again", ("title", Title(started.Task)), ("number", started.Attempt)),
            TaskFinished { AwaitsVerification: true } finished => texts.Format("log.task-finished-awaits", ("title", Title(finished.Task)), ("name", words.Name(words.VerifierOf(finished.Task)))),
            TaskFinished { Settled: false } finished => texts.Format("log.task-finished-partly", ("title", Title(finished.Task))),
            TaskFailed failed => texts.Format(key, ("title", Title(failed.Task)), ("reason", texts.Foreign(failed.Reason))),
            TaskMarkedUnknown unknown => texts.Format(key, ("title", Title(unknown.Task)), ("reason", texts.Foreign(unknown.Reason))),
            TaskWorkedAround { AwaitsVerification: true } workaround => texts.Format(
                "log.task-worked-around-awaits", ("title", Title(workaround.Task)), ("name", words.Name(words.VerifierOf(workaround.Task))), ("reason", texts.Foreign(workaround.Reason))),
            TaskWorkedAround workaround => texts.Format(key, ("title", Title(workaround.Task)), ("reason", texts.Foreign(workaround.Reason))),
            TaskSkipped skipped => texts.Format(key, ("title", Title(skipped.Task)), ("reason", texts.Foreign(skipped.Reason))),
            SkipWaived waived => texts.Format(key, ("title", Title(waived.Task)), ("reason", texts.Foreign(waived.Reason))),
            TaskReopened reopened => texts.Format(key, ("title", Title(reopened.Task)), ("reason", texts.Foreign(reopened.Reason))),
            TaskBlocked blocked => texts.Format(key, ("title", Title(blocked.Task)), ("reason", texts.Foreign(blocked.Reason))),
            TaskHandedOver handed => texts.Format(key, ("title", Title(handed.Task)), ("name", words.Name(handed.To))),
            DurationChanged changed => texts.Format(key, ("title", Title(changed.Task)), ("takes", texts.Ltr(changed.Takes.ToString()))),
            TaskAdded added => texts.Format(key, ("title", texts.Foreign(added.Definition.Title))),
            VoteCast vote => texts.Format(vote.Go ? "log.vote-go" : "log.vote-no-go", ("title", Title(vote.Task)), ("reason", texts.Foreign(vote.Comment ?? ""))),
            CriterionConfirmed confirmed => texts.Format(confirmed.Met ? "log.criterion-met" : "log.criterion-not-met", ("title", Criterion(confirmed))),
            GateDecided decided => Decided(decided),
            WorkTaken taken => texts.Format(key, ("node", texts.Ltr(taken.Node))),
            WorkIntended { Again: { } why } again => texts.Format($"log.work-repeated-{Kebab.Of(why)}", ("title", Title(again.Task))),
            WorkIntended { Attempt: > 1 } again => texts.Format("log.work-intended-again", ("title", Title(again.Task)), ("number", again.Attempt)),
            WorkSucceeded { AwaitsVerification: true } done => texts.Format("log.work-succeeded-awaits", ("title", Title(done.Task)), ("name", words.Name(words.VerifierOf(done.Task))), ("said", texts.Foreign(done.Said ?? ""))),
            WorkSucceeded done => texts.Format(key, ("title", Title(done.Task)), ("said", texts.Foreign(done.Said ?? ""))),
            WorkFailed failed => texts.Format(key, ("title", Title(failed.Task)), ("reason", texts.Foreign(failed.Reason))),
            WorkLost lost => texts.Format($"log.work-lost-{Kebab.Of(lost.Cause)}", ("title", Title(lost.Task)), ("reason", texts.Foreign(lost.Reason ?? ""))),
            LateResultRefused late => texts.Format($"log.late-result-{Kebab.Of(late.Outcome)}", ("title", Title(late.Task)), ("said", texts.Foreign(late.Said ?? ""))),
            TaskEvent task => texts.Format(key, ("title", Title(task.Task))),
            ClockSkipped skipped => texts.Format(key, ("from", words.Times.Local(skipped.From)), ("to", words.Times.Local(skipped.To))),
            RunPaused paused => texts.Format(key, ("reason", texts.Foreign(paused.Reason))),
            RunCancelled cancelled => texts.Format(key, ("reason", texts.Foreign(cancelled.Reason))),
            RollbackStarted rollback => texts.Format(key, ("reason", texts.Foreign(rollback.Reason))),
            RunPlanned planned => texts[planned.Mode == RunMode.Live ? "log.run-planned-live" : "log.run-planned"],
            Commented comment => comment.Task is { } about ? texts.Format("log.commented-task", ("title", Title(about)), ("text", texts.Foreign(comment.Text))) : texts.Foreign(comment.Text),
            Attached attached => texts.Format(key, ("text", texts.Foreign(attached.Name))),
            AlarmRaised alarm => Alarm(alarm),
            PersonSubstituted substituted => texts.Format(key, ("name", words.Name(substituted.By)), ("person", words.Name(substituted.Person))),
            SubstitutionEnded ended => texts.Format(key, ("person", words.Name(ended.Person))),
            IssueRaised raised => texts.Format(key, ("number", raised.Issue), ("text", texts.Foreign(raised.Title)), ("severity", texts[$"log.severity-{Kebab.Of(raised.Severity)}"])),
            IssueSettled settled => texts.Format(key, ("number", settled.Issue), ("text", texts.Foreign(settled.How))),
            _ => texts[key],
        };
    }

    /// <summary>What the clock warns of.</summary>
    public string Alarm(AlarmRaised alarm) => words.Texts.Format(
        alarm.Limit == LimitKind.PointOfNoReturn ? "log.alarm-no-return" : "log.alarm-rollback-deadline",
        // Begun late, a run may be nearer than the alarm's own distance.
        ("n", Math.Clamp((int)Math.Ceiling((alarm.LimitAt - alarm.At).TotalMinutes), 1, alarm.Minutes)),
        ("time", words.Times.Local(alarm.LimitAt)),
        ("title", alarm.Task is { } task ? Title(task) : ""));

    /// <summary>Who did it: on whose behalf, and who took the call.</summary>
    public string Who(RunEvent happened) => happened.For is { } person
        ? words.Texts.Format("log.for", ("name", words.Name(person)), ("actor", words.Name(happened.Actor)))
        : words.Name(happened.Actor);

    /// <summary>The no-gos that a decision was made upon, word for word.</summary>
    public IEnumerable<string> NoGos(RunEvent decision) => decision is not GateDecided { Evidence.Votes: var votes } ? [] : votes
        .Where(vote => !vote.Go)
        .Select(vote => words.Texts.Format("review.no-go-of", ("name", words.Name(vote.Person)), ("text", words.Texts.Foreign(vote.Comment ?? ""))));

    private string Decided(GateDecided decided)
    {
        var sentence = words.Texts.Format(
            $"log.gate-{Kebab.Of(decided.Outcome)}",
            ("title", Title(decided.Task)),
            ("time", decided.HoldUntil is { } until ? words.Times.Local(until) : ""));
        List<string> more = [];
        if (decided.Reason is { } reason)
            more.Add(words.Texts.Foreign(reason));
        if (decided.Waived.Count > 0)
            more.Add(words.Waived(decided));
        more.AddRange(decided.Conditions.Select(condition => words.Texts.Format("log.gate-condition", ("condition", words.Condition(condition)))));
        return more.Count == 0 ? sentence : $"{sentence} {string.Join(" · ", more)}";
    }

    private string Title(string task) => words.Texts.Foreign(words.Title(task));

    private string Criterion(CriterionConfirmed confirmed) =>
        words.Texts.Foreign(words.CriterionTitle(confirmed.Task, confirmed.Criterion));
}
