using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NodaTime;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Notices;

/// <summary>Sends by SMTP, over one connection as long as there is something to send. MailKit is loaded with the first message.</summary>
internal sealed class EmailSender(EmailSettings settings, IEnumerable<INoticeAttachments> attachments, IClock clock) : Sender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SecretReader secrets = new();
    private SmtpClient? client;

    public override async Task<SendEnd> SendAsync(NoticeRecord notice, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var attached = await AttachedAsync(notice, patience.Token);
            await ConnectAsync(patience.Token);
            return new(SendOutcome.Sent, secrets.WithoutSecrets(await client!.SendAsync(Message(notice, attached), patience.Token)));
        }
        catch (ParseException unreadable)
        {
            return new(SendOutcome.Refused, $"{notice.Address} is no e-mail address: {unreadable.Message}");
        }
        catch (SmtpCommandException refused)
        {
            // A dialogue that was refused in the middle is begun anew.
            await CloseAsync();
            return new((int)refused.StatusCode >= 500 ? SendOutcome.Refused : SendOutcome.NotNow, secrets.WithoutSecrets($"{(int)refused.StatusCode} {refused.Message}"));
        }
        catch (Exception away) when (away is IOException or SocketException or ProtocolException or AuthenticationException or SslHandshakeException or NotSupportedException or UnfilledSettingException
            || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            await CloseAsync();
            return new(SendOutcome.Unreachable, secrets.WithoutSecrets(away is OperationCanceledException ? $"{settings.Server} did not answer within {Patience.TotalSeconds} s." : away.Message));
        }
    }

    /// <summary>The same for every try, so that who gets it twice can tell.</summary>
    internal static string MessageId(string key, string domain) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}@{domain}";

    /// <remarks>Gives no client back: a Task of one would load MailKit with the program's types, and not with the first message.</remarks>
    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (client is { IsConnected: true })
            return;
        client?.Dispose();
        // MailKit would send nothing where the authority's list of revoked certificates cannot be fetched: behind a firewall, or
        // while the way out is down. What goes by HTTP does not ask for it either.
        client = new SmtpClient { CheckCertificateRevocation = false };
        await client.ConnectAsync(settings.Server, settings.Port, settings.Security switch
        {
            EmailSecurity.StartTls => SecureSocketOptions.StartTls,
            EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        }, cancellation);
        if (settings.User is { } user)
            await client.AuthenticateAsync(user, settings.Password is { } password ? secrets.Read(password) : "", cancellation);
    }

    private async Task<IReadOnlyList<NoticeAttachment>> AttachedAsync(NoticeRecord notice, CancellationToken cancellation)
    {
        var attached = new List<NoticeAttachment>();
        foreach (var feature in attachments)
            if (await feature.OfAsync(notice, cancellation) is { } file)
                attached.Add(file);
        return attached;
    }

    private MimeMessage Message(NoticeRecord notice, IReadOnlyList<NoticeAttachment> attached)
    {
        var body = new BodyBuilder { TextBody = notice.Link is { } link ? $"{notice.Text}\n\n{link}\n" : $"{notice.Text}\n" };
        foreach (var file in attached)
            body.Attachments.Add(file.Name, file.Html, new ContentType("text", "html") { Charset = "utf-8" });
        var from = MailboxAddress.Parse(settings.From);
        var message = new MimeMessage
        {
            Subject = notice.Subject,
            MessageId = MessageId(notice.Key, from.Domain),
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            Body = body.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(notice.Address));
        // No out-of-office answer, please (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, notice.Language);
        return message;
    }

    private async Task CloseAsync()
    {
        if (client is null)
            return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.DisconnectAsync(true, patience.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            // It is closed either way.
        }
        client.Dispose();
        client = null;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }
}
