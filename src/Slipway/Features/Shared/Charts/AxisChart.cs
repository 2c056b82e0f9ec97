using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>A launch on one axis that zooms from months to minutes and out again.</summary>
public static class AxisChart
{
    private const double Narrowest = RoomLayout.Narrowest;
    private const double Label = 0.75;
    private const double LanesTop = 2.4;
    private const double RowHeight = 1.15;
    private const double TopWords = 0.95;
    private const double TickWords = 1.9;

    public static Drawing Draw(AxisModel model, Texts texts, TimeText times)
    {
        var scale = new AxisScale(model);
        var canvas = new Canvas(texts.IsRightToLeft);
        var lanes = model.Lanes.Select(lane => Place(lane, scale)).ToList();
        var bottom = LanesTop + lanes.Sum(lane => lane.Height);
        Ground(canvas, model, scale, bottom, texts, times);
        Bars(canvas, lanes, model, scale);
        Lines(canvas, model, scale, bottom);
        Words(canvas, lanes, model, scale, texts);
        var name = texts["chart.axis"];
        return new Drawing(
            $"<svg class=\"chart\" width=\"100%\" height=\"{Canvas.Number(bottom)}rem\" role=\"group\" aria-label=\"{Canvas.Encode(name)}\">{canvas}{Now(canvas.Beside(), model, scale, texts, times)}</svg>",
            new Facts(
                name,
                [texts["chart.head-task"], texts["chart.head-workstream"], texts["chart.head-state"], texts["chart.head-begins"], texts["chart.head-ends"]],
                [.. model.Lanes.SelectMany(lane => lane.Items.Select(item => (string[])[item.Title, lane.Name, item.Says ?? texts[$"state.{item.State.Name()}"], times.DateAndTime(item.From), times.DateAndTime(item.To)]))]));
    }

    private static PlacedAxisLane Place(AxisLane lane, AxisScale scale)
    {
        var items = lane.Items.OrderBy(item => item.From).Select(item =>
        {
            var (from, to) = (scale.X(item.From), scale.X(item.To));
            var width = Percent(TextWidth.Of(item.Title, Label) + (item.Says is null ? 0 : TextWidth.Of(" " + item.Says, Label, bold: true)));
            // A label that would leave the chart ends with the bar instead of beginning with it.
            return from + width <= 100 || to - width < 0
                ? new PlacedAxisItem(item, from, to, false, new Span(from, Math.Max(to, Math.Min(100, from + width))))
                : new PlacedAxisItem(item, from, to, true, new Span(Math.Min(from, to - width), to));
        }).ToList();
        var rows = Packing.Rows([.. items.Select(item => item.Covers)], Percent(0.5));
        return new PlacedAxisLane(lane, [.. items.Zip(rows, (item, row) => item with { Row = row })], Math.Max(1.75, 0.2 + (rows.DefaultIfEmpty(0).Max() + 1) * RowHeight));
    }

    private static void Ground(Canvas canvas, AxisModel model, AxisScale scale, double bottom, Texts texts, TimeText times)
    {
        for (var index = 0; index < scale.Parts.Count; index++)
        {
            var part = scale.Parts[index];
            if (part.Step == AxisStep.Minutes || IsShaded(scale, index))
                canvas.Rect(part.Step == AxisStep.Minutes ? "near" : "win", part.Start, part.End - part.Start, 0, bottom);
        }
        var top = new List<Span>();
        if (model.Now is { } now)
            top.Add(Around(scale.X(now), 3));
        if (model.NoReturn is { } noReturn)
            Name(canvas, top, scale.X(noReturn), "tx-r", $"{texts["chart.no-return-short"]} {times.Local(noReturn)}");
        Name(canvas, top, scale.X(model.T0), "b", $"T-0 {times.Local(model.T0)}");
        var under = model.Gates.Select(gate => Around(scale.X(gate), 0.6)).ToList();
        if (model.Now is { } head)
            under.Add(Around(scale.X(head), 0.2));
        foreach (var part in scale.Parts)
        {
            var words = texts[$"chart.{part.Step.ToString().ToLowerInvariant()}"];
            var width = Percent(TextWidth.Of(words, Label, bold: true));
            var (start, end) = (new Span(part.Start + 0.5, part.Start + 0.5 + width), new Span(part.End - 0.4 - width, part.End - 0.4));
            if (start.To < part.End && !top.Exists(start.Overlaps))
                canvas.Text("b", part.Start, 0.4, TopWords, words);
            else if (end.From > part.Start && !top.Exists(end.Overlaps))
                canvas.Text("b e", part.End, -0.3, TopWords, words);
            foreach (var (at, name) in AxisTicks.Of(part, texts, times))
            {
                var x = scale.X(at);
                canvas.Vertical("ln", x, 1.9, bottom);
                var span = new Span(x, x + Percent(0.1 + TextWidth.Of(name, Label)));
                if (span.To > 100 || under.Exists(span.Overlaps))
                    continue;
                under.Add(span with { To = span.To + 0.3 });
                canvas.Text("q", x, 0.1, TickWords, name);
            }
        }
    }

    private static void Bars(Canvas canvas, List<PlacedAxisLane> lanes, AxisModel model, AxisScale scale)
    {
        var top = LanesTop;
        foreach (var lane in lanes)
        {
            canvas.Horizontal(top == LanesTop ? "ln ink" : "ln hr", 0, 100, top);
            canvas.Text("b", 0, 0, top + 1.2, TextWidth.Fit(lane.Lane.Name, scale.Left / 100 * Narrowest - 0.3, Label, bold: true));
            foreach (var item in lane.Items)
                Bar(canvas, item, top + 0.96 + item.Row * RowHeight, model.Now is { } now ? scale.X(now) : 0);
            top += lane.Height;
        }
    }

    private static void Bar(Canvas canvas, PlacedAxisItem placed, double y, double now)
    {
        var state = placed.Item.State;
        canvas.Raw($"<g data-s=\"{state.Name()}\">");
        var width = Math.Max(0.3, placed.To - placed.From);
        var start = Math.Min(placed.From, 100 - width);
        if (state is ShownState.Skipped or ShownState.Abandoned)
            canvas.Horizontal("sk", start, start + width, y + 0.15);
        else if (state.IsOver())
            canvas.Rect("bar", start, width, y, 0.3);
        else
        {
            var solid = state.IsAhead() ? 0 : Math.Clamp(now - start, 0, width);
            if (solid < width)
                canvas.Rect("fc", start + solid, width - solid, y, 0.3);
            if (solid > 0)
                canvas.Rect("bar", start, solid, y, 0.3);
        }
        canvas.Raw("</g>");
    }

    private static void Lines(Canvas canvas, AxisModel model, AxisScale scale, double bottom)
    {
        foreach (var gate in model.Gates)
            canvas.Vertical("gate", scale.X(gate), 1.2, bottom).Hang(scale.X(gate), 1.62, "<path class=\"gatef\" d=\"M0-6 6 0 0 6-6 0z\"/>");
        if (model.NoReturn is { } noReturn)
            canvas.Vertical("ponr", scale.X(noReturn), 1, bottom);
        canvas.Vertical("stop", scale.X(model.T0), 0, bottom);
        if (model.Now is { } now)
            canvas.Vertical("nowh", scale.X(now), 1, bottom).Vertical("nowl", scale.X(now), 1, bottom);
    }

    private static void Words(Canvas canvas, List<PlacedAxisLane> lanes, AxisModel model, AxisScale scale, Texts texts)
    {
        double[] lines = [.. model.Gates.Append(model.T0).Concat(model.NoReturn is { } a ? [a] : []).Concat(model.Now is { } b ? [b] : []).Select(scale.X)];
        var top = LanesTop;
        foreach (var lane in lanes)
        {
            foreach (var placed in lane.Items)
            {
                var item = placed.Item;
                var words = Canvas.Encode(texts.Foreign(item.Title)) + (item.Says is { } says ? " " + Canvas.Span("tx-s", says, item.State) : "");
                var onLine = lines.Any(x => Math.Abs(x - placed.From) < 0.3);
                double? crossed = lines.Where(x => x > placed.Covers.From - 0.2 && x < placed.Covers.To).Select(x => (double?)x).FirstOrDefault();
                var style = (placed.AtEnd ? "e " : "") + (crossed is { } line ? Halo(scale, line) : "");
                if (item.Href is { } href)
                    canvas.Raw($"<a href=\"{Canvas.Encode(href)}\">");
                canvas.TextRaw(style.Trim(), placed.AtEnd ? placed.To : placed.From, onLine && !placed.AtEnd ? 0.35 : 0, top + 0.86 + placed.Row * RowHeight, words);
                if (item.Href is not null)
                    canvas.Raw("</a>");
            }
            top += lane.Height;
        }
    }

    /// <summary>The colour that masks a line behind words is that of the ground there.</summary>
    private static string Halo(AxisScale scale, double x)
    {
        var index = scale.Parts.ToList().FindLastIndex(part => part.Start <= x);
        return index < 0 ? "halo" : scale.Parts[index].Step == AxisStep.Minutes ? "halo on-near" : IsShaded(scale, index) ? "halo on-win" : "halo";
    }

    /// <summary>Every other part, counted from the minutes, which have a tint of their own.</summary>
    private static bool IsShaded(AxisScale scale, int index)
    {
        var minutes = scale.Parts.ToList().FindIndex(part => part.Step == AxisStep.Minutes);
        return index != minutes && Math.Abs(index - minutes) % 2 == 1;
    }

    private static string Now(Canvas canvas, AxisModel model, AxisScale scale, Texts texts, TimeText times)
    {
        if (model.Now is not { } now)
            return "";
        var words = texts.Format("chart.today", ("date", times.ShortDate(now)));
        var half = TextWidth.Of(words, Label, bold: true) / 2 + 0.3;
        return canvas.Hang(scale.X(now), 0, $"<rect class=\"nowp\" x=\"{Canvas.Number(-half)}rem\" width=\"{Canvas.Number(2 * half)}rem\" height=\"1.15rem\" rx=\"2\"/><text class=\"nowt m\" y=\".87rem\">{Canvas.Encode(words)}</text>").ToString();
    }

    private static void Name(Canvas canvas, List<Span> taken, double x, string style, string words)
    {
        var width = Percent(0.3 + TextWidth.Of(words, Label, bold: true));
        var (after, before) = (new Span(x, x + width), new Span(x - width, x));
        if (after.To <= 100 && !taken.Exists(after.Overlaps))
        {
            canvas.Text(style, x, 0.3, TopWords, words);
            taken.Add(after);
        }
        else if (!taken.Exists(before.Overlaps))
        {
            canvas.Text(style + " e", x, -0.3, TopWords, words);
            taken.Add(before);
        }
    }

    private static Span Around(double x, double rem) => new(x - Percent(rem), x + Percent(rem));

    private static double Percent(double rem) => rem / Narrowest * 100;
}

internal sealed record PlacedAxisLane(AxisLane Lane, IReadOnlyList<PlacedAxisItem> Items, double Height);

internal sealed record PlacedAxisItem(AxisItem Item, double From, double To, bool AtEnd, Span Covers, int Row = 0);
