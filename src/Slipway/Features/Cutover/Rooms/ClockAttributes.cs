using System.Globalization;
using Microsoft.AspNetCore.Html;
using NodaTime;
using NodaTime.Text;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>What the page's script needs to keep a run's clock going between two answers of the server.</summary>
public static class ClockAttributes
{
    public static IHtmlContent Of(Run run, Instant now, Texts texts)
    {
        var speed = run.IsOpen && run.State.Running is not null ? run.State.Speed : 0;
        return new HtmlString(string.Create(CultureInfo.InvariantCulture, $"""data-clock data-now="{Iso(now)}" data-t0="{Iso(run.State.T0)}" data-offset="{run.State.Clock.Zone.GetUtcOffset(now).Seconds}" data-speed="{speed}" data-day="{texts["time.day-letter"]}" """));
    }

    private static string Iso(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
