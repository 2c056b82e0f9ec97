using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// Notices a clock that is behind what the journal already holds: a dead battery, a virtual machine that was restored,
/// somebody who set it. Acts go on; whoever shows a page says it loudly, because times of acts are then not to be believed.
/// </summary>
public sealed partial class ClockWatch(JournalStore journal, IDbContextFactory<SlipwayDb> databases, IClock clock, ILogger<ClockWatch> log) : IHostedService
{
    /// <summary>Nodes' clocks differ by less; a person would not notice it.</summary>
    private static readonly Duration Tolerance = Duration.FromSeconds(2);

    private readonly Lock gate = new();
    private Instant latest = Instant.MinValue;
    private bool told;

    /// <summary>How far the clock is behind the journal's last entry; null while it is not.</summary>
    public Duration? Behind
    {
        get
        {
            var now = clock.Now();
            lock (gate)
                return latest - now > Tolerance ? latest - now : null;
        }
    }

    /// <summary>A length in its two largest units, for the log and the terminal.</summary>
    public static string Words(Duration behind) => behind switch
    {
        { Days: > 0 } => FormattableString.Invariant($"{behind.Days} d {behind.Hours} h"),
        { Hours: > 0 } => FormattableString.Invariant($"{behind.Hours} h {behind.Minutes} min"),
        { Minutes: > 0 } => FormattableString.Invariant($"{behind.Minutes} min {behind.Seconds} s"),
        _ => FormattableString.Invariant($"{behind.Seconds} s"),
    };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Committed += Note;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            if (await db.Set<JournalEntry>().MaxAsync(entry => (Instant?)entry.Received, cancellationToken) is { } last)
                Note(last);
        }
        catch (Exception damaged) when (damaged is DbException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException or OverflowException)
        {
            // A journal that was damaged must not keep the server from showing what it still can.
            LogUnreadable(damaged.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Committed -= Note;
        return Task.CompletedTask;
    }

    private void Note(IReadOnlyList<JournalEntry> entries) => Note(entries[^1].Received);

    private void Note(Instant received)
    {
        lock (gate)
            latest = Instant.Max(latest, received);
        var behind = Behind;
        if (behind is { } by && !told)
            LogBehind(Words(by));
        told = behind is not null;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The clock of this machine is {Behind} behind the journal's last entry: times of acts are wrong until it is set right. Check the date, the battery and time synchronisation.")]
    private partial void LogBehind(string behind);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The times of the journal's entries cannot be read ({Reason}): it was damaged. slipway journal verify names the entry.")]
    private partial void LogUnreadable(string reason);
}
