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

    /// <summary>Keeps an output up to date until the work is over; the whole of it then is for whoever tells of its end.</summary>
    public async Task FollowAsync(Run run, string task, WorkRecord work, WorkOutput output, Task over)
    {
        var kept = 0L;
        while (true)
        {
            await over.WaitAsync(Every).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCompleted)
                return;
            if (output.Lines == kept)
                continue;
            kept = output.Lines;
            try
            {
                if (WorkSaid.Of(task, work, output) is { } said)
                    await KeepAsync(run.Id, [said], CancellationToken.None);
                watchers.Publish(run.Record.Stream);
            }
            catch (Exception away) when (away is DbUpdateException or InvalidOperationException or System.Data.Common.DbException or TimeoutException)
            {
                LogAway(task, away.GetBaseException().Message);
            }
        }
    }

    /// <summary>
    /// Keeps what several pieces of a run's work have said, in one transaction: the disk is asked once for all. What the
    /// database will never take is left out, with a word in the log: the result that comes with it must not wait for it.
    /// </summary>
    public async Task KeepAsync(Guid run, IReadOnlyList<WorkSaid> said, CancellationToken cancellation)
    {
        if (said.Count == 0)
            return;
        try
        {
            await WriteAsync(run, said, cancellation);
        }
        catch (Exception refused) when (DatabaseRefusal.Is(refused))
        {
            if (said is [var one])
            {
                LogRefused(one.Task, refused.GetBaseException().Message);
                return;
            }
            foreach (var each in said)
                await KeepAsync(run, [each], cancellation);
        }
    }

    private async Task WriteAsync(Guid run, IReadOnlyList<WorkSaid> said, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var tasks = said.Select(one => one.Task).ToList();
        var there = await db.Set<WorkOutputRecord>().AsNoTracking().Where(record => record.Run == run && tasks.Contains(record.Task))
            .Select(record => new { record.Task, record.Attempt, record.Begun }).ToListAsync(cancellation);
        var now = clock.Now();
        foreach (var one in said)
        {
            var record = new WorkOutputRecord { Run = run, Task = one.Task, Attempt = one.Attempt, Begun = one.Begun, Text = one.Text, Progress = one.Progress, Updated = now };
            if (there.Contains(new { one.Task, one.Attempt, one.Begun }))
                db.Update(record);
            else
                db.Add(record);
        }
        await db.SaveChangesAsync(cancellation);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "What {Task} said is not kept, for the database does not take it: {Reason}")]
    private partial void LogRefused(string task, string reason);
}
