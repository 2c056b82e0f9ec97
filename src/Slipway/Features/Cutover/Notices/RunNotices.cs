using System.Threading.Channels;
using NodaTime;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Notices;
using Slipway.Platform.Web;
using Slipway.Platform.Work;

namespace Slipway.Features.Cutover.Notices;

/// <summary>
/// Watches every run in which people are told, one node at a time for each, and puts what is due into the box. It reads
/// what the journal says after each act, in its own time: it can fail, be repeated and catch up, and slows no act.
/// </summary>
public sealed class RunNotices(RunStore runs, NoticeLetters letters, NoticeBox box, JournalStore journal, ServerSettings server, IClock clock) : IBackgroundWork
{
    private const string Prefix = "run-notices:";

    /// <summary>How often is looked for what only time has made due, or another node has written.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<string>>(
        server.Notices is null ? [] : [.. runs.KnownOpen.Where(Tells).Select(run => $"{Prefix}{run.Id:N}")]);

    public async Task DoAsync(Lease lease, CancellationToken lost)
    {
        var id = Guid.ParseExact(lease.Name[Prefix.Length..], "N");
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        journal.Committed += Hear;
        try
        {
            var there = await box.KeysAsync(RunRecord.StreamOf(id), lost);
            var told = new HashSet<DueNotice>();
            while (await runs.LoadAsync(id, lost) is { } run && Tells(run))
            {
                await TellAsync(run, there, told, lost);
                await WaitAsync(news.Reader, lost);
            }
        }
        finally
        {
            journal.Committed -= Hear;
        }

        void Hear(IReadOnlyList<JournalEntry> entries)
        {
            if (entries[0].Stream == RunRecord.StreamOf(id))
                news.Writer.TryWrite(true);
        }
    }

    private static bool Tells(Run run) => run is { IsOpen: true, State: { Notices: not NoticeMode.Off, Status: not RunStatus.Planned } };

    /// <param name="there">The keys of the messages that are in the box.</param>
    /// <param name="told">What was put in, or has nowhere to go, since this node watches.</param>
    private async Task TellAsync(Run run, HashSet<string> there, HashSet<DueNotice> told, CancellationToken cancellation)
    {
        var now = run.State.NowAt(clock.GetCurrentInstant());
        var due = NoticesDue.Of(run.State, now).Where(due => !told.Contains(due)).ToList();
        if (due.Count == 0)
            return;
        var letters = due.SelectMany(one => Letters(run, one, now)).Where(letter => !there.Contains(letter.Key)).ToList();
        if (letters.Count > 0)
            await box.PutAsync(letters, cancellation);
        there.UnionWith(letters.Select(letter => letter.Key));
        told.UnionWith(due);
    }

    private IEnumerable<NoticeRecord> Letters(Run run, DueNotice due, Instant now) => letters.Of(server.Notices!, run, due, now);

    private static async Task WaitAsync(ChannelReader<bool> news, CancellationToken lost)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(lost);
        soon.CancelAfter(Interval);
        try
        {
            await news.ReadAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!lost.IsCancellationRequested)
        {
            // Time for another look.
        }
    }
}
