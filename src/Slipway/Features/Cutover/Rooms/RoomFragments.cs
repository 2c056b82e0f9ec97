using System.Collections.Concurrent;
using Slipway.Platform.Localisation;
using Slipway.Platform.Live;
using Slipway.Platform.Web;
using NodaTime.Text;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>What watchers of a room are sent: only the parts that changed since the version that they saw.</summary>
public sealed class RoomFragments(RunStore runs, RoomViews views, PartialRenderer renderer)
{
    /// <summary>Earlier drawings are kept for whoever is some versions behind; everybody else gets all parts.</summary>
    private const int MostKept = 32;

    private static readonly IReadOnlyList<string> Parts = ["_RoomTop", "_RoomBand", "_RoomSide", "_RoomGate", "_RoomLog", "_RoomHand"];

    private readonly ConcurrentDictionary<(Guid Run, string Language), ConcurrentDictionary<string, Drawing>> drawings = new();

    /// <summary>The frame for watchers who saw <paramref name="since"/>; null when nothing has changed.</summary>
    public async Task<LiveFrame?> FrameAsync(IServiceProvider services, Guid run, string language, string? since, CancellationToken cancellation)
    {
        if (await runs.LoadAsync(run, cancellation) is not { } now)
            return null;
        var drawn = await DrawAsync(services, now, language, cancellation);
        if (since == drawn.Id)
            return null;
        var kept = drawings.GetOrAdd((run, language), _ => new());
        var before = since is not null && kept.TryGetValue(since, out var earlier) ? earlier : null;
        if (kept.Count >= MostKept)
            kept.Clear();
        kept[drawn.Id] = drawn;
        var html = drawn.ChangedSince(before);
        return html.Length == 0 ? null : LiveFrame.Of(drawn.Id, html);
    }

    /// <summary>The state that a page shows, as its watcher will name it.</summary>
    public static string IdOf(RoomView view) => $"{view.Run.State.Version}";

    private async Task<Drawing> DrawAsync(IServiceProvider services, Run run, string language, CancellationToken cancellation)
    {
        var view = await views.OfAsync(run, language, cancellation);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Parts)
            parts[part] = await renderer.DrawAsync(services, $"/Features/Cutover/Pages/{part}.cshtml", view, language);
        return new Drawing(IdOf(view), parts, view.Chart);
    }

    private sealed record Drawing(string Id, IReadOnlyDictionary<string, string> Parts, Shared.Charts.RoomDrawing Chart)
    {
        public string ChangedSince(Drawing? before)
        {
            var changed = Parts.Where(part => before?.Parts[part.Key] != part.Value).Select(part => Swap(part.Value));
            return string.Concat(changed) + (before is null ? Swap(Chart.Svg) : Chart.ChangedSince(before.Chart));
        }

        /// <summary>Each part is one element with an id; it takes the place of the one that is there.</summary>
        private static string Swap(string html)
        {
            var trimmed = html.Trim();
            var name = trimmed.IndexOfAny([' ', '>']);
            return name < 0 ? "" : trimmed[..name] + " hx-swap-oob=\"true\"" + trimmed[name..];
        }
    }
}
