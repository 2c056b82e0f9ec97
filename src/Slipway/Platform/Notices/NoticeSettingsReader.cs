using Slipway.Planning.Automation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Platform.Notices;

/// <summary>Reads the operator's file. A wrong one is refused at the start: at three in the night it would be too late.</summary>
public static class NoticeSettingsReader
{
    private const int LargestBytes = 256 * 1024;

    /// <exception cref="UnusableInputException">What is wrong in it, each with its place and what to do.</exception>
    public static NoticeSettings Read(string file)
    {
        List<string> problems = [];
        var settings = Root(file, problems) is { } root ? Settings(new SettingsFields(file, root, problems, "site", "email", "sms", "webhooks", "tests", "tries")) : null;
        return problems.Count == 0 && settings is not null ? settings : throw new UnusableInputException(string.Join('\n', problems));
    }

    private static YamlMappingNode? Root(string file, List<string> problems)
    {
        try
        {
            if (new FileInfo(file).Length > LargestBytes)
                throw new UnusableInputException($"{file} has more than {LargestBytes / 1024} kB; a file of settings for notices has a page.");
            using var reader = new StreamReader(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add($"{file}:1:1: it holds no settings; begin with site: https://…, the address of this server.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--notices: {file} cannot be read: {unreadable.Message}");
        }
        catch (YamlException broken)
        {
            problems.Add(SettingsFields.At(file, broken.Start, "this is not YAML; look for a colon, a quote or a bracket too many or too few"));
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            problems.Add($"{file}:1:1: this is not YAML; look for a colon, a quote or a bracket too many or too few.");
        }
        return null;
    }

    private static NoticeSettings Settings(SettingsFields fields)
    {
        var settings = new NoticeSettings(
            fields.Address("site", "https://slipway.example.org"),
            fields.Map("email", "server", "port", "security", "user", "password", "from", "packs") is { } email ? Email(email) : null,
            fields.Map("sms", "url", "method", "headers", "body", "type", "accepted", "answers") is { } sms ? Sms(sms) : null,
            [.. fields.Maps("webhooks", "url", "secret").Select(webhook => new WebhookSettings(webhook.Address("url", "https://chat.example.org/hook"), webhook.NeededSecret("secret")))],
            fields.Map("tests", "email", "phone") is { } tests ? new TestAddresses(tests.Text("email"), tests.Text("phone")) : null,
            fields.Number("tries", NoticeSettings.UsualTries, 1, 100));
        if (!fields.Has("email") && !fields.Has("sms") && settings.Webhooks.Count == 0)
            fields.Wrong("site", "it names no way to tell anybody; add email, sms or webhooks");
        return settings;
    }

    private static EmailSettings Email(SettingsFields fields)
    {
        var security = fields.Choice("security", EmailSecurity.StartTls, ("starttls", EmailSecurity.StartTls), ("tls", EmailSecurity.Tls), ("none", EmailSecurity.None));
        var from = fields.Needed("from", "Slipway <slipway@example.org>");
        if (from.Length > 0 && !from.Contains('@', StringComparison.Ordinal))
            fields.Wrong("from", "from must be an e-mail address; write from: Slipway <slipway@example.org>");
        if (fields.Has("password") && !fields.Has("user"))
            fields.Wrong("password", "a password needs a user; write user: …");
        return new(
            fields.Needed("server", "mail.example.org"),
            fields.Number("port", security switch { EmailSecurity.Tls => 465, EmailSecurity.StartTls => 587, _ => 25 }, 1, 65535),
            security,
            fields.Text("user"),
            fields.Secret("password"),
            from)
        {
            PacksEvery = fields.Number("packs", 0, 15, 24 * 60),
        };
    }

    private static SmsSettings Sms(SettingsFields fields)
    {
        var headers = fields.Pairs("headers");
        foreach (var (name, value) in headers)
        {
            if (IsForSecrets(name) && !Placeholder.In(value).Any(placeholder => placeholder.Kind != PlaceholderKind.Value))
                fields.Wrong("headers", $"{name} holds a secret, and secrets are not written into this file; write {name}: ${{env:NAME}}");
            if (Placeholder.In(value).FirstOrDefault(placeholder => placeholder.Kind == PlaceholderKind.Value && placeholder.Name != SmsSender.Id) is { } other)
                fields.Wrong("headers", $"{name} cannot hold ${{{other.Name}}}; a header may hold ${{{SmsSender.Id}}} and secrets");
        }
        var url = fields.Needed("url", "https://gateway.example.org/send");
        var body = fields.Text("body") ?? "";
        foreach (var (key, text) in new[] { ("url", url), ("body", body) })
        {
            if (Placeholder.In(text).FirstOrDefault(placeholder => placeholder.Kind == PlaceholderKind.Value && !SmsSender.Known.Contains(placeholder.Name)) is { } other)
                fields.Wrong(key, $"nothing says what ${{{other.Name}}} stands for; there are {string.Join(", ", SmsSender.Known.Select(name => $"${{{name}}}"))}, ${{env:NAME}} and ${{file:/path}}");
        }
        if (!(url + body).Contains($"${{{SmsSender.To}}}", StringComparison.Ordinal) || !(url + body).Contains($"${{{SmsSender.Text}}}", StringComparison.Ordinal))
            fields.Wrong("body", "the gateway must learn whom to tell what; put ${to} and ${text} into body or url");
        var accepted = fields.Map("accepted", "status", "contains");
        return new(
            url,
            fields.Choice("method", "POST", ("POST", "POST"), ("PUT", "PUT"), ("GET", "GET")),
            headers,
            body,
            fields.Text("type") ?? "application/json",
            accepted?.Numbers("status", SmsSender.UsualStatuses) ?? SmsSender.UsualStatuses,
            accepted?.Text("contains"),
            fields.Map("answers", "secret", "header", "from", "text", "id") is { } answers ? Answers(answers) : null);
    }

    private static SmsAnswerSettings Answers(SettingsFields fields) => new(
        fields.NeededSecret("secret"), fields.Text("header") ?? "Authorization", fields.Text("from") ?? "from", fields.Text("text") ?? "text", fields.Text("id") ?? "id");

    private static bool IsForSecrets(string header) =>
        new[] { "authorization", "key", "token", "secret", "password" }.Any(word => header.Contains(word, StringComparison.OrdinalIgnoreCase));
}
