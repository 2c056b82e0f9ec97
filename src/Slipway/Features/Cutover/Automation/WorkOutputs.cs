using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Live;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Keeps what automated work says where every node can read it, while it goes on.</summary>
public sealed partial class WorkOutputs(IDbContextFactory<SlipwayDb> databases, LiveHub watchers, IClock clock, ILogger<WorkOutputs> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Keeps an output up to date until the work is over.</summary>
    public async Task FollowAsync(Run run, string task, WorkRecord work, WorkOutput output, CancellationToken over)
    {
        var kept = 0L;
        using var timer = new PeriodicTimer(Every);
        while (!over.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(over).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (over.IsCancellationRequested || output.Lines == kept)
                continue;
            kept = output.Lines;
            try
            {
                await KeepAsync(run.Id, task, work, output);
                watchers.Publish(run.Record.Stream);
            }
            catch (Exception away) when (away is DbUpdateException or InvalidOperationException or System.Data.Common.DbException or TimeoutException)
            {
                LogAway(task, away.GetBaseException().Message);
            }
        }
    }

    /// <summary>Keeps all of an output; its fingerprint, or null where it said nothing.</summary>
    public async Task<string?> KeepAsync(Guid run, string task, WorkRecord work, WorkOutput output)
    {
        var text = output.Text();
        if (text.Length == 0 && output.Progress is null)
            return null;
        await using var db = await databases.CreateDbContextAsync();
        var now = clock.Now();
        var progress = output.Progress;
        var kept = await db.Set<WorkOutputRecord>()
            .Where(record => record.Run == run && record.Task == task && record.Attempt == work.Attempt && record.Begun == work.Begun)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Text, text).SetProperty(record => record.Progress, progress).SetProperty(record => record.Updated, now));
        if (kept == 0)
        {
            db.Add(new WorkOutputRecord { Run = run, Task = task, Attempt = work.Attempt, Begun = work.Begun, Text = text, Progress = progress, Updated = now });
            await db.SaveChangesAsync();
        }
        return WorkOutput.Hash(text);
    }

    /// <summary>What the last work of a task said; null where it said nothing.</summary>
    public async Task<WorkOutputRecord?> ReadAsync(Guid run, string task, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<WorkOutputRecord>().AsNoTracking().Where(record => record.Run == run && record.Task == task)
            .OrderByDescending(record => record.Attempt).ThenByDescending(record => record.Begun).FirstOrDefaultAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Task} says could not be kept for a moment: {Reason}")]
    private partial void LogAway(string task, string reason);
}
