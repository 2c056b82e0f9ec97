using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>The timeline of a run: the window, a lane for each workstream, the critical path, now.</summary>
public static class RoomChart
{
    /// <summary>The id of the chart's element, and of what its parts' ids begin with.</summary>
    public const string Id = "chart";

    /// <param name="model">The run.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="times">The launch's clock.</param>
    /// <param name="before">An earlier drawing of the same run, whose rows are kept where they can be.</param>
    public static RoomDrawing Draw(RoomModel model, Texts texts, TimeText times, RoomDrawing? before = null)
    {
        var layout = new RoomLayout(model, before?.Rows);
        var canvas = new Canvas(texts.IsRightToLeft);
        new RoomStrip(canvas, model, layout, texts, times).Draw();
        Lanes(canvas, layout);
        CriticalPath(canvas, layout);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Id + "-window"] = $"<svg id=\"{Id}-window\">{RoomStrip.Shade(canvas.Beside(), model, layout)}</svg>",
            // Under the ground's words, which have an outline: a time or T-0 stays readable while now passes it.
            [Id + "-now"] = Now(model, texts, times, layout),
            [Id + "-ground"] = $"<svg id=\"{Id}-ground\">{canvas}</svg>",
        };
        var bars = new RoomBars(canvas, model, layout, texts, times);
        foreach (var placed in layout.Tasks.OrderBy(placed => placed.Start))
            parts[ElementId(placed.Task.Id)] = bars.Draw(placed);
        var name = texts.Format("chart.room", ("times", times.Range(model.From, model.To)));
        return new RoomDrawing(
            $"<svg class=\"chart\" id=\"{Id}\" width=\"100%\" height=\"{Canvas.Number(layout.Height)}rem\" role=\"group\" aria-label=\"{Canvas.Encode(name)}\"",
            parts,
            layout.Tasks.ToDictionary(placed => placed.Task.Id, placed => placed.Row),
            RoomFacts.Of(model, texts, times))
        { Height = layout.Height };
    }

    /// <summary>The element of a task, to link to and to replace.</summary>
    public static string ElementId(string taskId) => "t-" + taskId;

    private static void Lanes(Canvas canvas, RoomLayout layout)
    {
        foreach (var (lane, top) in layout.Lanes)
        {
            canvas.Horizontal(top == RoomLayout.LanesTop ? "ln ink" : "ln hr", 0, 100, top);
            var name = TextWidth.Fit(lane.Name, (layout.Left / 100 * RoomLayout.Narrowest) - 0.25, RoomLayout.Label, bold: true);
            canvas.Text("b", 0, 0, top + 1.22, name);
        }
        canvas.Horizontal("ln ink", 0, 100, layout.Bottom);
    }

    private static void CriticalPath(Canvas canvas, RoomLayout layout)
    {
        foreach (var placed in layout.Tasks.Where(placed => placed.Task.Critical))
        {
            // Of several, the one that ends last holds it up.
            var before = placed.Task.After.Select(layout.Find).OfType<Placed>().Where(before => before.Task.Critical).MaxBy(before => before.Finish);
            if (before is null)
                continue;
            var down = before.Top < placed.Top;
            canvas.Vertical("cp", before.Finish, down ? before.Bottom : before.Top, placed.Start - before.Finish > 0.05 ? placed.Middle : down ? placed.Top : placed.Bottom);
            if (placed.Start - before.Finish > 0.05)
                canvas.Horizontal("cp", before.Finish, placed.Start, placed.Middle);
        }
    }

    /// <summary>Everything about now hangs at one place, so that the page's script can move it by one attribute.</summary>
    private static string Now(RoomModel model, Texts texts, TimeText times, RoomLayout layout)
    {
        if (model.Now is not { } now)
            return $"<svg id=\"{Id}-now\"></svg>";
        var canvas = new Canvas(texts.IsRightToLeft);
        var (from, to) = (canvas.X(layout.X(model.From)), canvas.X(layout.X(model.To)));
        var bottom = Canvas.Number(layout.Bottom);
        return canvas
            .Raw($"<svg id=\"{Id}-now\" x=\"{canvas.X(layout.X(now))}\" data-from=\"{Iso(model.From)}\" data-to=\"{Iso(model.To)}\" data-x=\"{from} {to}\">")
            .Raw($"<line class=\"nowh\" y1=\"1.7rem\" y2=\"{bottom}rem\"/><line class=\"nowl\" y1=\"1.7rem\" y2=\"{bottom}rem\"/>")
            .Raw("<rect class=\"nowp\" x=\"-2.25rem\" y=\".05rem\" width=\"4.5rem\" height=\"1.7rem\" rx=\"2\"/>")
            .Raw($"<text class=\"nowt m\" y=\".72rem\" data-tick=\"t\">{times.T(now)}</text>")
            .Raw($"<text class=\"nowt m\" y=\"1.5rem\" data-tick=\"now\" data-seen=\"{Canvas.Encode(texts.Format("chart.last-seen", ("time", times.Local(now))))}\">{Canvas.Encode(texts.Format("chart.now", ("time", times.Local(now))))}</text></svg>")
            .ToString();
    }

    private static string Iso(Instant at) => NodaTime.Text.InstantPattern.General.Format(at);
}

/// <summary>A room's chart in the parts that change by themselves.</summary>
public sealed class RoomDrawing
{
    private readonly string open;
    private readonly Dictionary<string, string> parts;

    internal RoomDrawing(string open, Dictionary<string, string> parts, Dictionary<string, int> rows, Facts facts)
    {
        this.open = open;
        this.parts = parts;
        Rows = rows;
        Facts = facts;
    }

    public Facts Facts { get; }

    /// <summary>In rem.</summary>
    public required double Height { get; init; }

    internal IReadOnlyDictionary<string, int> Rows { get; }

    /// <summary>The whole picture.</summary>
    public string Svg => $"{open}>{string.Concat(parts.Values)}</svg>";

    /// <summary>To write into a page: <c>@chart.Html</c>.</summary>
    public Microsoft.AspNetCore.Html.IHtmlContent Html => new Microsoft.AspNetCore.Html.HtmlString(Svg);

    /// <summary>
    /// What has to be sent to whoever shows <paramref name="before"/>: the parts that differ, each replacing the element
    /// of its id; the whole chart where its frame has changed; nothing where nothing has.
    /// </summary>
    public string ChangedSince(RoomDrawing before)
    {
        if (open != before.open || parts.Count != before.parts.Count || parts.Keys.Any(id => !before.parts.ContainsKey(id)))
            return Swap(Svg);
        return string.Concat(parts.Where(part => before.parts[part.Key] != part.Value).Select(part => Swap(part.Value)));
    }

    private static string Swap(string svg) => "<svg hx-swap-oob=\"true\"" + svg["<svg".Length..];
}
