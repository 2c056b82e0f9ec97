using NodaTime;
using NodaTime.Text;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Web;

namespace Slipway.Platform.Backup;

/// <summary>
/// Copies a data folder's database to another disk: at the start, every five minutes in which somebody acted, and at an
/// orderly stop. Whatever is wrong with that disk, serving goes on. What comes after the last copy is lost with the first disk.
/// </summary>
internal sealed partial class Mirror(DatabasePlace place, ServerSettings settings, MirrorState state, JournalStore journal, IClock clock, TimeProvider time, ILogger<Mirror> log) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A stick that was put back is found soon.</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(30);

    private const int Kept = 3;
    private const string Name = "slipway-mirror-";

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private readonly string folder = Path.GetFullPath(settings.Mirror!);
    private int acts = 1;
    private string? last;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        state.Set(new(clock.Now(), null, false));
        journal.Committed += Hear;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        journal.Committed -= Hear;
        // It has a time of its own, whatever the others took to stop: but a share that hangs must not keep the server from ending.
        try
        {
            await Task.Run(CopyAsync, CancellationToken.None).WaitAsync(LastWithin, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            LogCut(folder, LastWithin.TotalSeconds);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await CopyAsync();
            await Task.Delay(state.Report!.Failing ? RetryAfter : Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Hear(IReadOnlyList<JournalEntry> entries) => Interlocked.Exchange(ref acts, 1);

    /// <summary>Where nothing happened and the last copy is still there, it is as good as a new one.</summary>
    private async Task CopyAsync()
    {
        var now = clock.Now();
        try
        {
            if (Interlocked.Exchange(ref acts, 0) > 0 || !File.Exists(last))
                last = await NewCopyAsync(now);
            if (state.Report!.Failing)
                LogAgain(folder);
            state.Set(state.Report with { Last = now, Failing = false });
        }
        catch (Exception failed)
        {
            Interlocked.Exchange(ref acts, 1);
            LogFailed(folder, failed is UnusableInputException ? failed.Message : $"{failed.GetType().Name}: {failed.Message}");
            state.Set(state.Report! with { Failing = true });
        }
    }

    private async Task<string> NewCopyAsync(Instant now)
    {
        // Never made here: where a stick was to be, that would be a folder on the first disk.
        if (!Directory.Exists(folder))
            throw new UnusableInputException("the folder is not there.");
        ScratchFolder.ForgetThoseOfTheDead(folder, Name + "*.db");
        var file = Path.Combine(folder, $"{Name}{Stamp.Format(now)}.db");
        await DatabaseCopy.ToFileAsync(place, file, CancellationToken.None);
        foreach (var old in Directory.GetFiles(folder, Name + "*.db").OrderDescending(StringComparer.Ordinal).Skip(Kept))
            File.Delete(old);
        return file;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "NO COPY in {Folder}: {Reason} Serving goes on with one disk. It is tried again in a minute; free space, or put the disk back.")]
    private partial void LogFailed(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "NO COPY of the last acts in {Folder}: it did not come about within {Seconds} s, and the server ends. What is missing there is in the data folder.")]
    private partial void LogCut(string folder, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Copies are made in {Folder} again.")]
    private partial void LogAgain(string folder);
}
