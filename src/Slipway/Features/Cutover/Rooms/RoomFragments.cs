using System.Collections.Concurrent;
using Slipway.Platform.Backup;
using Slipway.Platform.Localisation;
using Slipway.Platform.Following;
using Slipway.Platform.Live;
using Slipway.Platform.Web;
using NodaTime;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>What watchers of a room are sent: only the parts that changed since the state that they saw.</summary>
public sealed class RoomFragments
{
    /// <summary>Earlier drawings are kept for whoever is some versions behind; everybody else gets all parts.</summary>
    private const int MostKept = 16;

    /// <summary>So many rooms' drawings are kept, in each language one; who watches another gets all parts once.</summary>
    private const int MostRooms = 50;

    private static readonly IReadOnlyList<string> Parts = ["_RunAlerts", "_RoomTop", "_RoomBand", "_RoomBegun", "_RoomSide", "_RoomGate", "_RoomIssues", "_RoomLinks", "_RoomLog", "_RoomHand"];

    private readonly RunStore runs;
    private readonly RoomViews views;
    private readonly PartialRenderer renderer;
    private readonly RecentlyUsed<(Guid Run, string Language), ConcurrentDictionary<string, Drawing>> drawings = new(MostRooms);

    public RoomFragments(RunStore runs, RoomViews views, PartialRenderer renderer, RunForecasts forecasts, LiveHub hub, MirrorState mirror, FollowState following)
    {
        (this.runs, this.views, this.renderer) = (runs, views, renderer);
        forecasts.Made += run => hub.Refresh(run.Record.Stream);
        mirror.Changed += RefreshAll;
        following.Changed += RefreshAll;

        void RefreshAll()
        {
            foreach (var watched in hub.Watched)
                hub.Refresh(watched);
        }
    }

    /// <summary>The frame for watchers who saw <paramref name="since"/>; null when nothing has changed.</summary>
    public async Task<LiveFrame?> FrameAsync(IServiceProvider services, Guid run, string language, string? since, CancellationToken cancellation)
    {
        if (await runs.LoadAsync(run, cancellation) is not { } now)
            return null;
        var view = await views.AtOnceAsync(now, language, cancellation);
        if (since == IdOf(view))
            return null;
        var kept = KeptOf(run, language);
        var before = since is not null ? kept.GetValueOrDefault(since) : null;
        if (!kept.TryGetValue(IdOf(view), out var drawn))
            Keep(run, language, drawn = await DrawAsync(services, view, language));
        if (before is null)
            return LiveFrame.Of(drawn.Id, drawn.Whole());
        var patch = drawn.ChangesSince(before);
        return patch.IsEmpty ? null : LiveFrame.Of(drawn.Id, patch.ToString(), "patch");
    }

    /// <summary>The state that a page shows, as its watcher will name it; kept, so that the watcher is sent only what changes.</summary>
    public async Task<string> ShownAsync(IServiceProvider services, RoomView view, string language)
    {
        var id = IdOf(view);
        if (!KeptOf(view.Run.Id, language).ContainsKey(id))
            Keep(view.Run.Id, language, await DrawAsync(services, view, language));
        return id;
    }

    /// <summary>Whether what changed since a state can still be told.</summary>
    public bool Knows(Guid run, string language, string id) => KeptOf(run, language).ContainsKey(id);

    private static string IdOf(RoomView view) => $"{view.Run.State.Version}-{view.Forecast.Now.ToUnixTimeMilliseconds():x}{(view.Copy is { } copy ? $"-{Digest(copy.Sentence)}" : "")}{(view.Alerts.Copy is { } unheard ? $"-{Digest(unheard.Since)}" : "")}";

    /// <summary>Short, and the same for the same sentence while this server runs.</summary>
    private static string Digest(string sentence) => $"{sentence.GetHashCode(StringComparison.Ordinal):x8}";

    private ConcurrentDictionary<string, Drawing> KeptOf(Guid run, string language) => drawings.GetOrAdd((run, language), () => new());

    private void Keep(Guid run, string language, Drawing drawn)
    {
        var kept = KeptOf(run, language);
        kept[drawn.Id] = drawn;
        foreach (var old in kept.Values.OrderByDescending(drawing => drawing.Version).ThenByDescending(drawing => drawing.Forecast).Skip(MostKept))
            kept.TryRemove(old.Id, out _);
    }

    private async Task<Drawing> DrawAsync(IServiceProvider services, RoomView view, string language)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Parts)
        {
            var file = $"/Features/Cutover/Pages/{part}.cshtml";
            parts[part] = part == "_RunAlerts"
                ? await renderer.DrawAsync(services, file, view.Alerts, language)
                : await renderer.DrawAsync(services, file, view, language);
        }
        return new Drawing(IdOf(view), view.Run.State.Version, view.Forecast.Now, parts, view.Chart);
    }

    private sealed record Drawing(string Id, long Version, Instant Forecast, IReadOnlyDictionary<string, string> Parts, Shared.Charts.RoomDrawing Chart)
    {
        public string Whole() => string.Concat(Parts.Values.Append(Chart.Svg).Select(Swap));

        public MarkupPatch ChangesSince(Drawing before)
        {
            var patch = new MarkupPatch();
            foreach (var (part, html) in Parts)
                patch.Change(before.Parts[part], html);
            Chart.ChangesSince(before.Chart, patch);
            return patch;
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
