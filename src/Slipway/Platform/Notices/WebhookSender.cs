using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using NodaTime;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Notices;

/// <summary>Sends to programs, signed as Standard Webhooks says.</summary>
internal sealed class WebhookSender(IReadOnlyList<WebhookSettings> settings, IClock clock) : Sender
{
    private readonly SecretReader secrets = new();
    private readonly HttpSending http = new();

    public override async Task<SendEnd> SendAsync(NoticeRecord notice, CancellationToken cancellation)
    {
        if (settings.FirstOrDefault(webhook => webhook.Url.AbsoluteUri == notice.Address) is not { } webhook)
            return new(SendOutcome.Refused, "The settings name this address no more.");
        byte[]? key;
        try
        {
            key = StandardWebhook.Key(secrets.Read(webhook.Secret));
        }
        catch (UnfilledSettingException unfilled)
        {
            return new(SendOutcome.Unreachable, unfilled.Message);
        }
        if (key is null)
            return new(SendOutcome.Unreachable, "The webhook's secret is not whsec_ and 24 to 64 bytes in base64.");
        using var request = Request(notice, webhook, key);
        var (status, said) = await http.SendAsync(request, cancellation);
        said = secrets.WithoutSecrets(said);
        if (status is not { } code)
            return new(SendOutcome.Unreachable, said);
        var outcome = (int)code is >= 200 and < 300 ? SendOutcome.Sent : code == HttpStatusCode.Gone ? SendOutcome.Refused : SendOutcome.NotNow;
        return new(outcome, $"{(int)code} {said}");
    }

    private HttpRequestMessage Request(NoticeRecord notice, WebhookSettings webhook, byte[] key)
    {
        var body = JsonSerializer.Serialize(new
        {
            type = $"notice.{notice.Kind}",
            timestamp = notice.Created.ToString("uuuu-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
            data = new { notice.Launch, notice.About, notice.Person, notice.Language, notice.Subject, notice.Text, notice.Link },
        }, JsonSerializerOptions.Web);
        var id = StandardWebhook.IdOf(notice.Key);
        var timestamp = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhook.Sign(key, id, timestamp, body));
        return request;
    }

    public override ValueTask DisposeAsync()
    {
        http.Dispose();
        return base.DisposeAsync();
    }
}
