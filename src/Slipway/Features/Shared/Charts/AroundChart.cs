using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>A task's neighbours in the plan: what comes before it, and what waits for it.</summary>
/// <param name="Before">What it waits for; the first three are drawn.</param>
/// <param name="Tasks">The task, and others that a finding is about; the first three are drawn.</param>
/// <param name="After">What waits for it; the first three are drawn.</param>
/// <param name="Links">Which box leads to which, by their ids.</param>
/// <param name="Says">What the picture says, for those who hear it.</param>
public sealed record AroundModel(
    IReadOnlyList<AroundBox> Before, IReadOnlyList<AroundBox> Tasks, IReadOnlyList<AroundBox> After, IReadOnlyList<AroundLink> Links, string Says);

/// <param name="Id">The task's id.</param>
/// <param name="Head">Number and length: "2.1 · 12 min".</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Critical">Whether it is on the critical path.</param>
/// <param name="Href">Where it leads; null for the task itself.</param>
public sealed record AroundBox(string Id, string Head, string Title, bool Critical, string? Href = null);

public sealed record AroundLink(string From, string To);

public static class AroundChart
{
    private const double Narrowest = 22;
    private const double Label = 0.75;
    private const double Width = 29;
    private const double Line = 0.95;
    private const double Gap = 0.5;
    private const int MostLines = 5;
    private const double Edge = 0.1;
    private const double Padding = 0.35;
    private const double Room = Width / 100 * Narrowest - 2 * Padding;
    private const int Most = 3;

    public static Drawing Draw(AroundModel model, Texts texts)
    {
        var canvas = new Canvas(texts.IsRightToLeft);
        // All boxes are as high as the one with the longest title: a lower one among them would look like less.
        var shown = model.Before.Take(Most).Concat(model.Tasks.Take(Most)).Concat(model.After.Take(Most));
        var height = 1.4 + Line * Math.Max(2, shown.Select(box => Title(box).Count).DefaultIfEmpty(0).Max());
        var boxes = new List<Placed>();
        Column(boxes, model.Before, 0, height, chosen: false);
        Column(boxes, model.Tasks, (100 - Width) / 2, height, chosen: true);
        Column(boxes, model.After, 100 - Width, height, chosen: false);
        foreach (var link in model.Links)
            Link(canvas, boxes.Find(box => box.Box.Id == link.From), boxes.Find(box => box.Box.Id == link.To));
        foreach (var box in boxes)
            Draw(canvas, box, texts);
        var bottom = boxes.Select(box => box.Top + height + Edge).DefaultIfEmpty(height).Max();
        return new Drawing(
            $"<svg class=\"chart\" width=\"100%\" height=\"{Canvas.Number(bottom)}rem\" role=\"group\" aria-label=\"{Canvas.Encode(model.Says)}\">{canvas}</svg>",
            new Facts(model.Says, [texts["chart.head-task"], texts["chart.head-place"]],
            [
                .. model.Before.Select(box => Row(box, "chart.before")), .. model.Tasks.Select(box => Row(box, "chart.itself")), .. model.After.Select(box => Row(box, "chart.after")),
            ]));

        string[] Row(AroundBox box, string place) => [$"{box.Head} {box.Title}", texts[place]];
    }

    private static void Column(List<Placed> boxes, IReadOnlyList<AroundBox> column, double left, double height, bool chosen)
    {
        foreach (var box in column.Take(Most))
            boxes.Add(new Placed(box, left, Edge + boxes.Count(other => other.Left == left) * (height + Gap), height, chosen));
    }

    /// <summary>From the end of one box to the bus between two columns, along it, and to the start of the other.</summary>
    private static void Link(Canvas canvas, Placed? from, Placed? to)
    {
        if (from is null || to is null || from.Left >= to.Left)
            return;
        var style = from.Box.Critical && to.Box.Critical ? "cp" : "ln hr";
        var bus = to.Left - (100 - 3 * Width) / 4;
        canvas.Horizontal(style, from.Left + Width, bus, from.Middle);
        if (from.Top != to.Top)
            canvas.Vertical(style, bus, from.Middle, to.Middle);
        canvas.Horizontal(style, bus, to.Left, to.Middle);
    }

    private static void Draw(Canvas canvas, Placed placed, Texts texts)
    {
        var (box, left, top, height, chosen) = placed;
        if (box.Href is { } href)
        {
            // A title and no label: where the words are cut, a label would have to hold what is seen.
            canvas.Raw($"<a href=\"{Canvas.Encode(href)}\"><title>{Canvas.Encode($"{box.Head} {box.Title}")}</title>");
        }
        canvas.Raw("<g data-s=\"planned\">").Rect(chosen ? "selr" : box.Critical ? "fc crit" : "fc", left, Width, top, height).Raw("</g>");
        canvas.Text(chosen ? "" : "q", left, Padding, top + 0.95, texts.Foreign(TextWidth.Fit(box.Head, Room, Label)) + " ");
        // The spaces are for who hears the lines as one name.
        foreach (var (line, words) in Title(box).Index())
            canvas.Text("b", left, Padding, top + 1.95 + line * Line, texts.Foreign(words) + " ");
        if (box.Href is not null)
            canvas.Raw("</a>");
    }

    private static IReadOnlyList<string> Title(AroundBox box) => TextWidth.Lines(box.Title, Room, Label, MostLines, bold: true);

    private sealed record Placed(AroundBox Box, double Left, double Top, double Height, bool Chosen)
    {
        public double Middle => Top + Height / 2;
    }
}
