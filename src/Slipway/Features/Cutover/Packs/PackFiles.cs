using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Runs;
using Slipway.Platform;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Web;
using Slipway.Platform.Work;

namespace Slipway.Features.Cutover.Packs;

/// <summary>Writes the packs of every run that goes on to another disk, every quarter of an hour: whatever becomes of this machine, that disk knows who does what next.</summary>
public sealed partial class PackFiles(RunStore runs, RunPacks packs, ServerSettings server, IClock clock, ILogger<PackFiles> log) : IBackgroundWork
{
    internal static readonly Duration Interval = Duration.FromMinutes(15);

    /// <summary>A stick that was put back is found soon.</summary>
    internal static readonly Duration RetryAfter = Duration.FromMinutes(1);

    /// <summary>So many packs of a run are kept, in each language.</summary>
    private const int Kept = 3;

    private const string Prefix = "run-packs:";

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private readonly ConcurrentDictionary<Guid, Instant> next = new();

    public Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<string>>(
        server.Mirror is null ? [] : [.. runs.KnownOpen.Where(run => run.State.Status != RunStatus.Planned && next.GetValueOrDefault(run.Id) <= clock.GetCurrentInstant()).Select(run => $"{Prefix}{run.Id:N}")]);

    public async Task DoAsync(Lease lease, CancellationToken lost)
    {
        var id = Guid.ParseExact(lease.Name[Prefix.Length..], "N");
        if (await runs.LoadAsync(id, lost) is not { } run)
            return;
        var (now, folder) = (clock.Now(), Path.GetFullPath(server.Mirror!));
        try
        {
            await WriteAsync(run, folder, now, lost);
            next[id] = now + Interval;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or UnusableInputException)
        {
            next[id] = now + RetryAfter;
            LogFailed(folder, failed.Message);
        }
    }

    private async Task WriteAsync(Run run, string folder, Instant now, CancellationToken cancellation)
    {
        // Never made here: where a stick was to be, that would be a folder on the first disk.
        if (!Directory.Exists(folder))
            throw new UnusableInputException("the folder is not there.");
        foreach (var (language, html) in await packs.DrawAsync(run, RunPacks.LanguagesOf(run), cancellation))
        {
            var name = $"slipway-pack-{run.Launch}-{run.Record.Number}-";
            DurableFile.WriteText(Path.Combine(folder, $"{name}{Stamp.Format(now)}-{language}.html"), html);
            foreach (var old in Directory.GetFiles(folder, $"{name}*-{language}.html").OrderDescending(StringComparer.Ordinal).Skip(Kept))
                File.Delete(old);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "NO OFFLINE PACK in {Folder}: {Reason} It is tried again in a minute; free space, or put the disk back.")]
    private partial void LogFailed(string folder, string reason);
}
