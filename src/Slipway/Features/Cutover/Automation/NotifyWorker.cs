using Slipway.Features.Cutover.Notices;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// Puts a message of the plan into the box of notices, once for each key, and waits until a provider has taken all of it.
/// What is sent and tried again is the box's business, so that whoever takes this work over finds it there.
/// </summary>
public sealed class NotifyWorker(NoticeBox box, MessageLetters letters, ServerSettings server) : IWorker
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>So long it waits for what is in flight when it is stopped.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(30);

    public WorkKind Kind => WorkKind.Notify;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var notify = (NotifySettings)settings;
        var run = context.Run ?? throw new InvalidOperationException("Messages are sent in runs.");
        if (run.State.Notices == NoticeMode.Off)
            return WorkEnd.Succeeded("Nothing was sent: this rehearsal tells nobody anything.");
        var unreachable = letters.Unreachable(server.Notices, run.State, notify, context.FillOpenly).ToList();
        if (unreachable.Count > 0)
            return WorkEnd.Failed(MessageEnd.Several(unreachable, " "));
        var (about, keys) = (run.Record.Stream, MessageLetters.KeysOf(run, context.Key));
        try
        {
            var task = run.State.Plan.Task(context.Given["task"])!;
            var made = letters.Of(server.Notices!, run, task, notify, context.Key, context.FillOpenly).ToList();
            await PatientlyAsync(context.Output, () => box.PutAsync(made, cancellation), cancellation);
            await PatientlyAsync(context.Output, () => box.SendAgainAsync(about, keys, cancellation), cancellation);
            return MessageEnd.Of(await WaitAsync(about, keys, context.Output, cancellation));
        }
        catch (OperationCanceledException) when (!context.Away.IsCancellationRequested)
        {
            // Its time is over, or somebody decided about the task: what is said hours later may be wrong by then.
            return MessageEnd.OfStopped(await WithdrawAsync(about, keys, context.Output));
        }
    }

    private async Task<IReadOnlyList<NoticeStanding>> WaitAsync(string about, string keys, WorkOutput output, CancellationToken cancellation)
    {
        var (settled, troubles) = (new HashSet<Guid>(), new HashSet<(Guid, string)>());
        while (true)
        {
            IReadOnlyList<NoticeStanding> all = [];
            await PatientlyAsync(output, async () => all = await box.StandingsAsync(about, keys, cancellation), cancellation);
            foreach (var one in all.Where(one => one.IsSettled && settled.Add(one.Id)))
                output.Say($"progress: {settled.Count}/{all.Count} · {MessageEnd.Who(one)}: {one.Said}");
            foreach (var one in all.Where(one => !one.IsSettled && one.Said is { } said && troubles.Add((one.Id, said))))
                output.Say($"{MessageEnd.Who(one)}: {one.Said}");
            if (settled.Count == all.Count)
                return all;
            await Task.Delay(Interval, cancellation);
        }
    }

    /// <summary>Takes back what was not sent yet; what is being sent at this moment ends first.</summary>
    private async Task<IReadOnlyList<NoticeStanding>> WithdrawAsync(string about, string keys, WorkOutput output)
    {
        using var over = new CancellationTokenSource(InFlight);
        var left = 1;
        while (left > 0)
        {
            await PatientlyAsync(output, async () => left = await box.WithdrawAsync(about, keys, "withdrawn", over.Token), over.Token);
            if (left > 0)
                await Task.Delay(Interval, over.Token);
        }
        IReadOnlyList<NoticeStanding> all = [];
        await PatientlyAsync(output, async () => all = await box.StandingsAsync(about, keys, over.Token), over.Token);
        return all;
    }

    /// <summary>Tries until the database is there: what it does here is the same however often it is done.</summary>
    private static async Task PatientlyAsync(WorkOutput output, Func<Task> act, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception away) when (DatabaseAway.Is(away))
            {
                output.Say(away.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromSeconds(DatabaseAway.RetryAfterSeconds), cancellation);
            }
        }
    }
}
