using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Planning.Automation;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Notices;

/// <summary>Sends by a gateway's HTTP API.</summary>
internal sealed class SmsSender(SmsSettings settings) : Sender
{
    public const string To = "to";
    public const string Text = "text";
    public const string Id = "id";

    public static readonly IReadOnlyList<string> Known = [To, Text, Id];
    public static readonly IReadOnlyList<int> UsualStatuses = [200, 201, 202];

    private readonly SecretReader secrets = new();
    private readonly HttpSending http = new();

    public override async Task<SendEnd> SendAsync(NoticeRecord notice, CancellationToken cancellation)
    {
        HttpRequestMessage request;
        try
        {
            request = Request(notice);
        }
        catch (Exception wrong) when (wrong is UnfilledSettingException or UriFormatException or FormatException)
        {
            return new(SendOutcome.Unreachable, secrets.WithoutSecrets(wrong.Message));
        }
        using (request)
        {
            var (status, said) = await http.SendAsync(request, cancellation);
            said = secrets.WithoutSecrets(said);
            if (status is not { } code)
                return new(SendOutcome.Unreachable, said);
            var taken = settings.Statuses.Contains((int)code) && (settings.Contains is null || said.Contains(settings.Contains, StringComparison.Ordinal));
            return taken ? new(SendOutcome.Sent, $"{(int)code} {said}") : new(HttpSending.IsFinal(code) ? SendOutcome.Refused : SendOutcome.NotNow, $"{(int)code} {said}");
        }
    }

    private HttpRequestMessage Request(NoticeRecord notice)
    {
        var values = new Dictionary<string, string>
        {
            [To] = notice.Address,
            [Text] = notice.Link is { } link ? $"{notice.Text} {link}" : notice.Text,
            [Id] = StandardWebhook.IdOf(notice.Key),
        };
        var request = new HttpRequestMessage(new HttpMethod(settings.Method), new Uri(Fill(settings.Url, values, Uri.EscapeDataString)));
        if (settings.Body.Length > 0)
        {
            request.Content = new StringContent(Fill(settings.Body, values, Written()), Encoding.UTF8);
            request.Content.Headers.ContentType = new(settings.Type) { CharSet = "utf-8" };
        }
        foreach (var (name, value) in settings.Headers)
            request.Headers.Add(name, Fill(value, values, text => text));
        return request;
    }

    /// <summary>How a text is written inside the body.</summary>
    private Func<string, string> Written() => settings.Type switch
    {
        var type when type.Contains("json", StringComparison.OrdinalIgnoreCase) => text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        var type when type.Contains("form-urlencoded", StringComparison.OrdinalIgnoreCase) => Uri.EscapeDataString,
        var type when type.Contains("xml", StringComparison.OrdinalIgnoreCase) => text => WebUtility.HtmlEncode(text),
        _ => text => text,
    };

    private string Fill(string template, Dictionary<string, string> values, Func<string, string> write) =>
        Placeholder.Fill(template, placeholder => placeholder.Kind == PlaceholderKind.Value ? write(values[placeholder.Name]) : secrets.Read(placeholder));

    public override ValueTask DisposeAsync()
    {
        http.Dispose();
        return base.DisposeAsync();
    }
}
