using Slipway.Planning.Runs;
using Slipway.Platform.Notices;

namespace Slipway.Features.Cutover.Notices;

/// <summary>By which channels somebody is told, and where; what is only tried goes to the operator's test addresses.</summary>
internal static class NoticeWays
{
    public static IEnumerable<(NoticeChannel Channel, string Address)> Of(NoticeSettings settings, NoticeMode mode, string? email, string? phone)
    {
        if (mode == NoticeMode.Test)
            (email, phone) = (settings.Tests?.Email, settings.Tests?.Phone);
        if (settings.Email is not null && email is { Length: > 0 })
            yield return (NoticeChannel.Email, email);
        if (settings.Sms is not null && phone is { Length: > 0 })
            yield return (NoticeChannel.Sms, phone);
    }

    /// <summary>Programs are told of nothing that is only tried: they show it to everybody.</summary>
    public static IEnumerable<Uri> Webhooks(NoticeSettings settings, NoticeMode mode) => mode == NoticeMode.Test ? [] : settings.Webhooks.Select(webhook => webhook.Url);
}
