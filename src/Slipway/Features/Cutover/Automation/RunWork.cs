using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Work;
using Slipway.Planning.Runs;
using NodaTime;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Does the automated tasks of every run that acts: one node at a time for each run, which keeps them until the run is over.</summary>
public sealed class RunWork(RunStore runs, ActOnRun acts, WorkOnce once, WorkOutputs outputs, JournalStore journal, NodeName node, IClock clock, ILoggerFactory logs) : IBackgroundWork
{
    private const string Prefix = "run-work:";

    public Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. runs.KnownOpen.Where(HasWork).Select(run => $"{Prefix}{run.Id:N}")]);

    public async Task DoAsync(Lease lease, CancellationToken lost)
    {
        var id = Guid.ParseExact(lease.Name[Prefix.Length..], "N");
        await new WorkSession(id, lease, runs, acts, once, outputs, journal, clock, logs.CreateLogger<WorkSession>(), lost).DoAsync(node);
    }

    /// <summary>Whether a run may come to have something to do, now or later.</summary>
    internal static bool HasWork(Run run) =>
        run is { IsOpen: true, State: { Acts: true, Status: not RunStatus.Planned } } && run.State.Plan.Tasks.Any(task => task.Work is not null);
}
