using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Platform.Work;

namespace Slipway.Platform.Notices;

/// <summary>
/// Sends what is due, one message at a time in each channel. That it is being sent is in the database before, and that it
/// was sent after: of a server that is killed, the one message in flight is sent again by the next, and no other.
/// </summary>
public sealed partial class NoticeDispatch(NoticeSettings settings, NoticeBox box, IEnumerable<INoticeAttachments> attachments, IDbContextFactory<SlipwayDb> databases, IClock clock, ILogger<NoticeDispatch> log) : IBackgroundWork
{
    private const string Prefix = "notices:";

    /// <summary>So many are taken out of the database at once.</summary>
    private const int Batch = 50;

    private static readonly Duration LongestWait = Duration.FromMinutes(30);

    public async Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation) =>
        [.. (await box.DueAsync(cancellation)).Select(channel => $"{Prefix}{channel}")];

    public async Task DoAsync(Lease lease, CancellationToken lost)
    {
        var channel = Enum.Parse<NoticeChannel>(lease.Name[Prefix.Length..]);
        await using var sender = Open(channel);
        try
        {
            while (await SendDueAsync(channel, sender, lost))
            {
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // This node hung, and another sends now.
        }
        box.LookAt(clock.Now());
    }

    /// <summary>Between one try and the next: seconds first, for a restarted server; half an hour at last.</summary>
    internal static Duration WaitAfter(int tries) => Duration.Min(LongestWait, Duration.FromSeconds(5 * Math.Pow(2, Math.Min(tries - 1, 20))));

    /// <summary>Sends a part of what is due; whether more may be.</summary>
    private async Task<bool> SendDueAsync(NoticeChannel channel, Sender? sender, CancellationToken lost)
    {
        var now = clock.Now();
        await using var db = await databases.CreateDbContextAsync(lost);
        var due = await db.Set<NoticeRecord>().Where(notice => notice.Channel == channel && notice.NextTry <= now).OrderBy(notice => notice.NextTry).ThenBy(notice => notice.Created).Take(Batch).ToListAsync(lost);
        foreach (var notice in due)
        {
            if (!await SendAsync(db, notice, sender, lost))
                return false;
        }
        return due.Count > 0;
    }

    /// <summary>One try; false when the provider is away, so that the others wait.</summary>
    private async Task<bool> SendAsync(SlipwayDb db, NoticeRecord notice, Sender? sender, CancellationToken lost)
    {
        (notice.Begun, notice.Tries) = (clock.Now(), notice.Tries + 1);
        await db.SaveChangesAsync(lost);
        var end = sender is null ? new SendEnd(SendOutcome.Refused, "The settings name no such channel any more.") : await sender.SendAsync(notice, lost);
        var now = clock.Now();
        notice.Begun = null;
        if (end.Outcome == SendOutcome.Sent)
        {
            (notice.Sent, notice.NextTry, notice.Answer, notice.LastError) = (now, null, end.Said, null);
        }
        else
        {
            notice.LastError = end.Said;
            notice.NextTry = end.Outcome == SendOutcome.Refused || notice.Tries >= settings.MostTries ? null : now + WaitAfter(notice.Tries);
            LogNotSent(notice.Channel, notice.Kind, notice.Tries, end.Said);
        }
        db.Add(new DeliveryRecord { Notice = notice.Id, Try = notice.Tries, At = now, Accepted = end.Outcome == SendOutcome.Sent, Said = end.Said });
        // What was sent was sent, though the server stops or another node has taken the work.
        await db.SaveChangesAsync(CancellationToken.None);
        return end.Outcome != SendOutcome.Unreachable;
    }

    private Sender? Open(NoticeChannel channel) => channel switch
    {
        NoticeChannel.Email => settings.Email is { } email ? new EmailSender(email, attachments, clock) : null,
        NoticeChannel.Sms => settings.Sms is { } sms ? new SmsSender(sms) : null,
        _ => new WebhookSender(settings.Webhooks, clock),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A notice could not be sent ({Channel}, {Kind}, try {Tries}): {Said}")]
    private partial void LogNotSent(NoticeChannel channel, string kind, int tries, string said);
}
