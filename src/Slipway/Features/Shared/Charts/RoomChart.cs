using NodaTime;
using Slipway.Platform.Live;
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
    /// <param name="before">An earlier drawing of the same run, of which rows and bars are kept where they can be.</param>
    public static RoomDrawing Draw(RoomModel model, Texts texts, TimeText times, RoomDrawing? before = null)
    {
        var layout = new RoomLayout(model, before?.Bars);
        var canvas = new Canvas(texts.IsRightToLeft);
        new RoomStrip(canvas, model, layout, texts, times).Draw();
        Lanes(canvas, layout);
        var axis = new RoomAxis(model, layout, times.Zone);
        var bars = new RoomBars(canvas, model, layout, axis, texts, times, before?.Bars);
        var name = texts.Format("chart.room", ("times", times.Range(model.From, model.To)));
        DrawnPart[] parts =
        [
            Part(Id + "-window", RoomStrip.Shade(canvas.Beside(), model, layout)),
            // Under the ground's words, which have an outline: a time or T-0 stays readable while now passes it.
            new(Id + "-now", Now(model, texts, times, layout)),
            Part(Id + "-ground", canvas.ToString()),
            Part(Id + "-path", CriticalPath(canvas, layout)),
            .. layout.Lanes.Select((lane, number) => Lane(lane, number, bars)),
            Part(Id + "-links", ""),
        ];
        return new RoomDrawing(
            new(Id, $"<svg class=\"chart\" id=\"{Id}\" width=\"100%\" height=\"{Canvas.Number(layout.Height)}rem\" role=\"group\" aria-label=\"{Canvas.Encode(name)}\"{axis.Attributes}></svg>") { Inside = parts },
            bars.Drawn,
            () => RoomFacts.Of(model, texts, times))
        { Height = layout.Height };
    }

    /// <summary>The element of a task, to link to and to replace.</summary>
    public static string ElementId(string taskId) => "t-" + taskId;

    private static DrawnPart Part(string id, string content) => new(id, $"<svg id=\"{id}\">{content}</svg>");

    /// <summary>A lane's tasks count from its upper edge, so that a lane moves as one when another grows.</summary>
    private static DrawnPart Lane(PlacedLane lane, int number, RoomBars bars)
    {
        var id = $"{Id}-lane-{number}";
        List<DrawnBar> drawn = [.. lane.Tasks.Select(bars.Draw)];
        return new(id, $"<svg id=\"{id}\" y=\"{Canvas.Number(lane.Top)}rem\" role=\"group\" aria-label=\"{Canvas.Encode(lane.Name)}\"></svg>")
        {
            Inside =
            [
                Part(id + "-plan", string.Concat(drawn.Select(bar => bar.Plan))),
                .. drawn.Select(bar => bar.Part),
            ],
        };
    }

    private static void Lanes(Canvas canvas, RoomLayout layout)
    {
        foreach (var (name, top, _) in layout.Lanes)
        {
            canvas.Horizontal(top == RoomLayout.LanesTop ? "ln ink" : "ln hr", 0, 100, top);
            canvas.Text("b", 0, 0, top + 1.22, TextWidth.Fit(name, (layout.Left / 100 * RoomLayout.Narrowest) - 0.25, RoomLayout.Label, bold: true));
        }
        canvas.Horizontal("ln ink", 0, 100, layout.Bottom);
    }

    /// <summary>The way from each critical task to the one that it waits for; each hangs where that one ends.</summary>
    private static string CriticalPath(Canvas canvas, RoomLayout layout)
    {
        var path = canvas.Beside();
        foreach (var placed in RoomLayout.InOrder(layout.Tasks.Where(placed => placed.Task.Critical)))
        {
            // Of several, the one that ends last holds it up.
            var before = placed.Task.After.Select(layout.Find).OfType<Placed>().Where(before => before.Task.Critical).MaxBy(before => before.Finish);
            if (before is null)
                continue;
            var (down, gap) = (before.Top < placed.Top, placed.Start - before.Finish);
            var (from, to) = (down ? before.Bottom : before.Top, gap > 0.05 ? placed.Middle : down ? placed.Top : placed.Bottom);
            path.Raw($"<svg id=\"cp-{placed.Task.Id}\" x=\"{canvas.X(before.Finish)}\"><line class=\"cp\" y1=\"{Canvas.Number(from)}rem\" y2=\"{Canvas.Number(to)}rem\"/>");
            if (gap > 0.05)
                path.Raw($"<line class=\"cp\" x2=\"{canvas.Way(gap)}\" y1=\"{Canvas.Number(to)}rem\" y2=\"{Canvas.Number(to)}rem\"/>");
            path.Raw("</svg>");
        }
        return path.ToString();
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
    private readonly DrawnPart whole;
    private readonly Lazy<Facts> facts;

    internal RoomDrawing(DrawnPart whole, DrawnBars bars, Func<Facts> facts)
    {
        this.whole = whole;
        Bars = bars;
        this.facts = new(facts);
    }

    /// <summary>The same as a table, made when a page asks for it.</summary>
    public Facts Facts => facts.Value;

    /// <summary>In rem.</summary>
    public required double Height { get; init; }

    internal DrawnBars Bars { get; }

    /// <summary>The whole picture.</summary>
    public string Svg => whole.Svg;

    /// <summary>To write into a page: <c>@chart.Html</c>.</summary>
    public Microsoft.AspNetCore.Html.IHtmlContent Html => new Microsoft.AspNetCore.Html.HtmlString(Svg);

    /// <summary>Adds what makes <paramref name="before"/> into this; nothing where nothing has changed.</summary>
    public void ChangesSince(RoomDrawing before, MarkupPatch patch)
    {
        if (whole.HasPartsOf(before.whole))
            whole.ChangesSince(before.whole, patch);
        else
            patch.Change("", Svg);
    }
}

/// <summary>A picture with an id, and the pictures in it.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Markup">Itself; what is <see cref="Inside"/> stands last in it.</param>
internal sealed record DrawnPart(string Id, string Markup)
{
    private const string End = "</svg>";

    public IReadOnlyList<DrawnPart> Inside { get; init; } = [];

    /// <summary>Where it stands, for the page's script (<see cref="RoomAxis"/>); null where the markup alone says it.</summary>
    public (long Start, long Finish)? At { get; init; }

    /// <summary>The markup without what follows from <see cref="At"/>.</summary>
    public string? Shape { get; init; }

    public string Svg => Inside.Count == 0 ? Markup : Markup[..^End.Length] + string.Concat(Inside.Select(part => part.Svg)) + End;

    public bool HasPartsOf(DrawnPart other) =>
        ReferenceEquals(this, other) || (Id == other.Id && Inside.Count == other.Inside.Count && Inside.Zip(other.Inside).All(pair => pair.First.HasPartsOf(pair.Second)));

    public void ChangesSince(DrawnPart before, MarkupPatch patch)
    {
        if (ReferenceEquals(this, before))
            return;
        if (At is { } now && before.At is { } then)
        {
            patch.Change(before.Shape!, Shape!);
            if (now != then)
                patch.Move(Id, now.Start - then.Start, now.Finish - then.Finish);
        }
        else
        {
            patch.Change(before.Markup, Markup);
        }
        foreach (var (earlier, part) in before.Inside.Zip(Inside))
            part.ChangesSince(earlier, patch);
    }
}
