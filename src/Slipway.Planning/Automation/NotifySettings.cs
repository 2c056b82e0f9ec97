using System.Text.RegularExpressions;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>Sends a message of the plan, to each in his language and by the channels that he and the server have.</summary>
public sealed partial record NotifySettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Notify;

    /// <summary>People, roles and teams of the launch.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>E-mail addresses and telephone numbers of others, who are told in the launch's first language.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whether the programs are told too that the server's operator has named.</summary>
    public bool Webhooks { get; init; }

    /// <summary>The subject of an e-mail; null for the task's title.</summary>
    public LocalizedText? Subject { get; init; }

    public required LocalizedText Text { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("to", Setting.Of(To)),
        ("addresses", Setting.Of(Addresses)),
        ("webhooks", Webhooks ? Setting.Of("true") : whole ? Setting.Of("false") : null),
        ("subject", Subject is null ? null : Setting.Of(Subject)),
        ("text", Setting.Of(Text)));

    /// <summary>Whether this is an e-mail address.</summary>
    public static bool IsEmail(string address) => EmailPattern.IsMatch(address);

    /// <summary>Whether this is a telephone number that means the same in every country.</summary>
    public static bool IsPhone(string address) => PhonePattern.IsMatch(address);

    [GeneratedRegex(@"^[^\s@<>,;]+@[^\s@<>,;]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern { get; }

    [GeneratedRegex(@"^\+[0-9][0-9 ().-]{5,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern { get; }
}
