using Slipway.Planning.Automation;

namespace Slipway.Platform.Notices;

/// <summary>How people are told: what the operator's file says. Secrets in it are references, read when something is sent.</summary>
/// <param name="Site">Where people reach this server; links begin with it.</param>
/// <param name="Tests">Where everything goes in runs that only try it; null where there is no such place.</param>
/// <param name="MostTries">After so many tries a message is shown as undelivered.</param>
public sealed record NoticeSettings(
    Uri Site, EmailSettings? Email, SmsSettings? Sms, IReadOnlyList<WebhookSettings> Webhooks, TestAddresses? Tests, int MostTries)
{
    /// <summary>Some hours, with the waiting between tries.</summary>
    public const int UsualTries = 12;
}

public enum EmailSecurity
{
    StartTls,
    Tls,
    None,
}

/// <param name="From">Whom it comes from: an address, or a name and an address in angle brackets.</param>
public sealed record EmailSettings(string Server, int Port, EmailSecurity Security, string? User, Placeholder? Password, string From)
{
    /// <summary>Every so many minutes of a run its managers are sent the offline pack; 0 for never.</summary>
    public int PacksEvery { get; init; }
}

/// <summary>A gateway's HTTP API. Its texts may name <c>${to}</c>, <c>${text}</c>, <c>${id}</c> and secrets.</summary>
/// <param name="Type">The body's media type: what is put into it is written as that wants it.</param>
/// <param name="Statuses">The answers that mean that it took the message.</param>
/// <param name="Contains">What the answer's body must hold besides; null for nothing.</param>
public sealed record SmsSettings(
    string Url, string Method, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, string Type, IReadOnlyList<int> Statuses, string? Contains, SmsAnswerSettings? Answers);

/// <summary>How the gateway passes on what people answer.</summary>
/// <param name="Secret">What it must send in the header <paramref name="Header"/>.</param>
/// <param name="From">The field that holds the sender's number.</param>
/// <param name="Text">The field that holds what was written.</param>
/// <param name="Id">The field that tells one message from another, however often it comes.</param>
public sealed record SmsAnswerSettings(Placeholder Secret, string Header, string From, string Text, string Id);

/// <param name="Secret"><c>whsec_</c> and base64, as Standard Webhooks writes it.</param>
public sealed record WebhookSettings(Uri Url, Placeholder Secret);

public sealed record TestAddresses(string? Email, string? Phone);
