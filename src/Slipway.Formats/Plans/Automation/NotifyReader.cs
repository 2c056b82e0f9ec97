using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of a task that sends a message.</summary>
internal static class NotifyReader
{
    public static NotifySettings? Read(Fields with, LanguageList languages)
    {
        with.Need("text");
        var (to, addresses, webhooks) = (with.WordList("to"), Addresses(with), with.Flag("webhooks") ?? false);
        if (to.Count == 0 && addresses.Count == 0 && !webhooks)
            with.Problems.Error("missing-key", with.Where, with.Task, "to", Grammar.Notify.Example("to"));
        var (subject, text) = (with.Localized("subject", languages), with.Localized("text", languages));
        return text is null ? null : new NotifySettings { To = to, Addresses = addresses, Webhooks = webhooks, Subject = subject, Text = text };
    }

    private static IReadOnlyList<string> Addresses(Fields with)
    {
        var written = with.List("addresses");
        foreach (var wrong in written.Where(address => !IsAddress(address.Text.Trim())))
            with.Problems.Error("bad-address", wrong.Where, with.Task, wrong.Text);
        return [.. written.Select(address => address.Text.Trim())];
    }

    /// <summary>One that is filled in when the message goes out is looked at then.</summary>
    private static bool IsAddress(string address) =>
        Placeholder.In(address).Any(placeholder => placeholder.Kind == PlaceholderKind.Value) || NotifySettings.IsEmail(address) || NotifySettings.IsPhone(address);
}
