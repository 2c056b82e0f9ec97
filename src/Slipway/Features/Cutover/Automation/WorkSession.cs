using System.Threading.Channels;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Work;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// One node's time with the automated tasks of one run, under one epoch: intent, act, result. What is learned and what
/// begins meanwhile goes into the journal in one act, so that many tasks at once cost the disk no more than one.
/// </summary>
internal sealed partial class WorkSession(Guid id, Lease lease, RunStore runs, ActOnRun acts, WorkOnce once, WorkOutputs outputs, JournalStore journal, IClock clock, ILogger log, CancellationToken lost)
{
    /// <summary>So many tasks of a run act at once.</summary>
    internal const int MostAtOnce = 8;

    /// <summary>How often is looked for what only time, or another node, has changed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromSeconds(1);

    private static readonly ActingActor Clock = new(RunCommand.Clock, [], Via.Clock);

    /// <summary>What acts now, by task.</summary>
    private readonly Dictionary<string, Acting> acting = new(StringComparer.Ordinal);

    /// <summary>What is learned of tasks, when they end or are found after a crash.</summary>
    private readonly Channel<Learned> learned = Channel.CreateUnbounded<Learned>();

    /// <summary>Something ended, or somebody acted in the run.</summary>
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task DoAsync(NodeName node)
    {
        if (await ActAsync(new TakeWork { Epoch = lease.Epoch, Node = node.Value }) is not ActResult.Done { Run: var run })
            return;
        journal.Committed += Hear;
        try
        {
            foreach (var (task, _) in WorkDue.UnderWay(run.State))
                Begin(run, task, (work, stop) => work.RecoverAsync(stop));
            while (RunWork.HasWork(run) || acting.Count > 0)
                run = await TurnAsync(run);
        }
        finally
        {
            journal.Committed -= Hear;
            await EndAsync();
        }
    }

    /// <summary>One look at the run: what it decided meanwhile is stopped, what ended is reported, what is due begins.</summary>
    private async Task<Run> TurnAsync(Run run)
    {
        foreach (var decided in acting.Values.Where(known => !known.Goes(run.State)))
            decided.Stop();
        var news = ReadLearned();
        var parts = news.ConvertAll(one => one.Part);
        // What recovery begins again takes the place of what recovered.
        foreach (var part in parts)
            acting.Remove(part.Task);
        foreach (var stopped in acting.Values.Where(known => known.Done.IsCompleted && !known.Goes(run.State)).ToList())
            acting.Remove(stopped.Task);
        var now = run.State.NowAt(clock.GetCurrentInstant());
        parts.AddRange(WorkDue.Of(run.State, now).Where(task => !acting.ContainsKey(task.Id)).Take(MostAtOnce - acting.Count - parts.Count(part => part is IntendWork)).Select(task => new IntendWork { Task = task.Id, Epoch = lease.Epoch, KeyOf = $"{id:N}" }));
        if (parts.Count == 0)
        {
            await WaitAsync();
            return await LookAsync(run);
        }
        switch (await TellAsync(news, parts))
        {
            case ActResult.Done done:
                foreach (var intended in done.Events.OfType<WorkIntended>().Where(intended => intended.Epoch == lease.Epoch))
                    Begin(done.Run, done.Run.State.Plan.Task(intended.Task)!, (work, stop) => work.DoAsync(stop));
                return done.Run;
            case ActResult.Refused refused:
                // The run ended meanwhile: nothing counts any more.
                LogRefused(id, refused.Why.Rule);
                return refused.Run;
            default:
                throw new InvalidOperationException($"Run {id} is gone.");
        }
    }

    /// <summary>What tasks said is kept before their end is told. When the work is taken away in between, it is for <see cref="EndAsync"/>.</summary>
    private async Task<ActResult> TellAsync(IReadOnlyList<Learned> news, IReadOnlyList<TaskCommand> parts)
    {
        try
        {
            await UntilTakenAsync(async () =>
            {
                await outputs.KeepAsync(id, SaidIn(news), lost);
                return true;
            });
            return await ActAsync(new TurnOfWork { Parts = parts });
        }
        catch (OperationCanceledException)
        {
            foreach (var one in news)
                learned.Writer.TryWrite(one);
            throw;
        }
    }

    /// <summary>The run as it is now; while the database is away as it was last seen, for what acts must not be stopped by that.</summary>
    private async Task<Run> LookAsync(Run seen)
    {
        try
        {
            return (await runs.LoadAsync(id, lost))!;
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            LogAway(id, away.GetBaseException().Message);
            await Task.Delay(BeforeAnotherTry, lost);
            return seen;
        }
    }

    private void Begin(Run run, PlanTask task, Func<WorkOfTask, CancellationToken, Task<Learned>> act)
    {
        var work = run.State.Tasks[task.Id].Work!;
        var ofTask = new WorkOfTask(run, task, work, lease.Epoch, once, outputs, lost);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(lost);
        acting[task.Id] = new(task.Id, work, stop, Task.Run(() => LearnAsync(act(ofTask, stop.Token)), CancellationToken.None));
    }

    private async Task LearnAsync(Task<Learned> act)
    {
        try
        {
            learned.Writer.TryWrite(await act);
            Wake();
        }
        catch (OperationCanceledException)
        {
            // What was stopped has no result: its beginning stays in the journal, and whoever has the work next sees to it.
        }
    }

    private Task<ActResult> ActAsync(RunCommand act)
    {
        act = act with { CommandId = Guid.CreateVersion7() };
        return UntilTakenAsync(() => acts.HandleAsync(id, act, Clock, null, lost));
    }

    /// <summary>Tries until the database takes it: a result must not be lost because that was away for a while.</summary>
    private async Task<T> UntilTakenAsync<T>(Func<Task<T>> write)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                LogAway(id, away.GetBaseException().Message);
                await Task.Delay(BeforeAnotherTry, lost);
            }
        }
    }

    /// <summary>Stops what still acts and passes on what ended in the last moment: under an older epoch it does not count, but it is shown.</summary>
    private async Task EndAsync()
    {
        foreach (var left in acting.Values)
            left.Stop();
        await Task.WhenAll(acting.Values.Select(left => left.Done)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var left in acting.Values)
            left.Dispose();
        var late = ReadLearned().FindAll(one => one.Part is ReportWork);
        if (late.Count == 0)
            return;
        await outputs.KeepAsync(id, SaidIn(late), CancellationToken.None);
        await acts.HandleAsync(id, new TurnOfWork { Parts = late.ConvertAll(one => one.Part) }, Clock, null, CancellationToken.None);
    }

    private static IReadOnlyList<WorkSaid> SaidIn(IEnumerable<Learned> news) => [.. news.Select(one => one.Said).OfType<WorkSaid>()];

    private List<Learned> ReadLearned()
    {
        var all = new List<Learned>();
        while (learned.Reader.TryRead(out var one))
            all.Add(one);
        return all;
    }

    private void Hear(IReadOnlyList<JournalEntry> entries)
    {
        if (entries[^1].Stream == RunRecord.StreamOf(id))
            Wake();
    }

    private void Wake() => woken.Writer.TryWrite(true);

    private async Task WaitAsync()
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(lost);
        soon.CancelAfter(Interval);
        await woken.Reader.WaitToReadAsync(soon.Token).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        woken.Reader.TryRead(out _);
        lost.ThrowIfCancellationRequested();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the automated tasks of run {Run} did was not taken: {Rule}.")]
    private partial void LogRefused(Guid run, string rule);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Automated tasks of run {Run} wait for the database: {Reason}")]
    private partial void LogAway(Guid run, string reason);

    /// <summary>Work that goes on.</summary>
    private sealed record Acting(string Task, WorkRecord Work, CancellationTokenSource Cancel, Task Done) : IDisposable
    {
        /// <summary>Whether the run still waits for it: nobody has decided about the task meanwhile, and the run goes on.</summary>
        public bool Goes(RunState run) =>
            !run.Status.IsOver() && run.Tasks.GetValueOrDefault(Task) is { Stored: TaskState.InProgress, AwaitsVerification: false, Work: { Outcome: null } now }
            && now.Attempt == Work.Attempt && now.Begun == Work.Begun;

        public void Stop() => Cancel.Cancel();

        public void Dispose() => Cancel.Dispose();
    }
}
