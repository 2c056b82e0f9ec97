using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>The upper part of a room's chart: the window, how long rollback is possible, the gate, the end as forecast.</summary>
internal sealed class RoomStrip(Canvas canvas, RoomModel model, RoomLayout layout, Texts texts, TimeText times)
{
    private const double Top = 2.15;
    private const double Height = 0.95;
    private const double Bottom = Top + Height;
    private const double Above = 1.12;
    private const double Inside = 2.86;

    /// <summary>Half of the head of the now-line.</summary>
    private const double HeadWidth = 2.4;

    private readonly List<Span> above = [];
    private readonly List<Span> inside = [];

    public void Draw()
    {
        Grid();
        Window();
        if (model.Now is { } now)
            above.Add(new Span(layout.X(now) - RoomLayout.Percent(HeadWidth), layout.X(now) + RoomLayout.Percent(HeadWidth)));
        // Words keep clear of every mark, so the marks are all placed before the first word.
        foreach (var gate in model.Gates)
            GateMark(layout.X(gate.At));
        Word(inside, Inside, layout.X(model.T0), 0, "m halo on-win", "T-0", bold: true);
        End();
        Rollback();
        foreach (var gate in model.Gates)
            GateWords(gate);
    }

    private void Grid()
    {
        var step = Ticks.Step(model.To - model.From, 10);
        foreach (var at in Ticks.Every(step, model.From, model.To, times.Zone))
        {
            var x = layout.X(at);
            canvas.Vertical("ln", x, 4.2, layout.Bottom);
            var name = step >= 1440 ? times.ShortDate(at) : times.Local(at);
            var half = RoomLayout.Percent(TextWidth.Of(name, RoomLayout.Label, bold: true) / 2);
            if (x - half > layout.Left && x + half < 100 && Math.Abs(x - layout.X(model.WindowCloses)) > half + 0.5)
                canvas.Text(Ticks.IsMajor(at, step, times.Zone) ? "m b halo" : "m q halo", x, 0, 3.98, name);
        }
    }

    /// <summary>The window and how much of it has passed: a picture of its own, for it changes with every minute and little else does.</summary>
    public static string Shade(Canvas shade, RoomModel model, RoomLayout layout)
    {
        var (opens, closes) = (layout.X(model.WindowOpens), layout.X(model.WindowCloses));
        shade.Rect("win", opens, closes - opens, Top, Height);
        if (model.Now is { } now && layout.X(now) > opens)
            shade.Rect("past", opens, Math.Min(layout.X(now), closes) - opens, Top, Height);
        if (closes < 100)
            shade.Rect("outw", closes, 100 - closes, Top, Height);
        return shade.ToString();
    }

    private void Window()
    {
        var (opens, closes) = (layout.X(model.WindowOpens), layout.X(model.WindowCloses));
        canvas.Vertical("ln ink", opens, 1.5, Bottom);
        if (model.From <= model.WindowOpens)
        {
            canvas.Text("e q", opens, -0.4, 2.2, TextWidth.Fit(texts["chart.window-opens"], layout.Left * RoomLayout.Narrowest / 100 - 0.5, RoomLayout.Label));
            canvas.Text("e b", opens, -0.4, 3.1, times.Local(model.WindowOpens));
        }
        canvas.Vertical("stop", closes, 1.3, layout.Bottom);
        var name = texts["chart.window-ends"];
        var time = times.Local(model.WindowCloses);
        var width = RoomLayout.Percent(TextWidth.Of($"{name} {time}", RoomLayout.Label, bold: true) + 0.4);
        canvas.TextRaw("e", closes, -0.4, 1.75, $"{Canvas.Encode(name)} {Canvas.Span("b", time)}");
        above.Add(new Span(closes - width, closes));
        inside.Add(new Span(closes - 0.3, closes + 0.3));
    }

    private void End()
    {
        if (model.P50 is not { } p50)
            return;
        var x50 = layout.X(p50);
        var x80 = layout.X(model.P80 ?? p50);
        if (x80 > x50)
            canvas.Rect("p80", x50, x80 - x50, Top, Height);
        canvas.Vertical("p50", x50, Top - 0.2, Bottom);
        inside.Add(new Span(x50, x80));
        // Where the window ends too soon after P80 for its words, both stand before P50.
        if (model.P80 is not { } p80 || Word(inside, Inside, x80, 0.4, "", "P80", times.Local(p80)) || !Word(inside, Inside, x50, 0.4, "", "P80", times.Local(p80), before: true))
            Word(inside, Inside, x50, 0.4, "", "P50", times.Local(p50), before: true);
        else
            Word(inside, Inside, inside[^1].From, 0.7, "", "P50", times.Local(p50), before: true);
    }

    private void Rollback()
    {
        var until = model.NoReturn is { } a && model.RollbackDeadline is { } b ? Instant.Min(a, b) : model.NoReturn ?? model.RollbackDeadline;
        if (until is { } last && layout.X(last) > layout.X(model.WindowOpens))
        {
            canvas.Horizontal("back", layout.X(model.WindowOpens), layout.X(last), Bottom);
            var from = layout.X(Instant.Max(model.WindowOpens, model.Now ?? model.WindowOpens));
            if (layout.X(last) > from)
                Word(inside, Inside, (from + layout.X(last)) / 2, 0, "m tx-r", texts["chart.can-roll-back"], bold: true, within: new Span(from, layout.X(last)));
        }
        if (model.NoReturn is { } noReturn)
        {
            var x = layout.X(noReturn);
            canvas.Vertical("ponr", x - 0.28, 0.5, layout.Bottom).Vertical("ponr", x + 0.28, 0.5, layout.Bottom);
            Limit(x, "chart.no-return", noReturn);
        }
        if (model.RollbackDeadline is { } deadline && (model.NoReturn is not { } first || deadline < first))
        {
            canvas.Vertical("ponr", layout.X(deadline), 0.5, layout.Bottom);
            Limit(layout.X(deadline), "chart.rollback-deadline", deadline);
        }
    }

    /// <summary>A limit with its name, time and what is left; fewer words where there is less room.</summary>
    private void Limit(double x, string key, Instant at)
    {
        above.Add(new Span(x - 0.4, x + 0.4));
        var left = model.Now is { } now && at > now ? " " + texts.Format("chart.left", ("time", times.Length(at - now))) : "";
        var name = $"{texts[key]} {times.Local(at)}";
        if (!TryLimit(x, name, left) && !TryLimit(x, name, "") && !TryLimit(x, $"{texts[key + "-short"]} {times.Local(at)}", "") && !TryLimit(x, times.Local(at), ""))
            TryLimit(x, "", "");
    }

    private bool TryLimit(double x, string name, string left)
    {
        var width = RoomLayout.Percent(0.45 + TextWidth.Of(name, RoomLayout.Label, bold: true) + TextWidth.Of(left, RoomLayout.Label));
        // Beside the line; where the head of now covers that, beside the head.
        var now = model.Now is { } instant && Math.Abs(layout.X(instant) - x) < RoomLayout.Percent(HeadWidth) ? layout.X(instant) : x;
        var head = now == x ? 0.4 : RoomLayout.Percent(HeadWidth);
        foreach (var (at, gap, before) in new[] { (x, 0.4, false), (x, 0.4, true), (now, head, false), (now, head, true) })
        {
            var span = before ? new Span(at - gap - width, at - gap) : new Span(at + gap, at + gap + width);
            if (!Free(above, span))
                continue;
            above.Add(span);
            canvas.TextRaw(before ? "e" : "", before ? at - gap : at + gap, before ? -0.35 : 0.35, Above, Canvas.Span("tx-r", name) + Canvas.Encode(left));
            return true;
        }
        return false;
    }

    private void GateMark(double x)
    {
        canvas.Vertical("gate", x, 1.1, layout.Bottom);
        canvas.Hang(x, 0.95, "<path class=\"gatef\" d=\"M0-7 7 0 0 7-7 0z\"/>");
        above.Add(new Span(x - RoomLayout.Percent(0.45), x + RoomLayout.Percent(0.45)));
    }

    private void GateWords(RoomGate gate)
    {
        var x = layout.X(gate.At);
        foreach (var name in new[] { gate.Name, texts["chart.gate"] })
        {
            if (Word(above, Above, x, 0.65, "", name, times.Local(gate.At), before: true, quiet: false) || Word(above, Above, x, 0.65, "", name, times.Local(gate.At), quiet: false))
                return;
        }
        Word(above, Above, x, 0.65, "", "", times.Local(gate.At));
    }

    /// <summary>Writes words if nothing stands there yet.</summary>
    private bool Word(List<Span> taken, double y, double x, double shift, string style, string name, string time = "", bool before = false, bool bold = false, Span? within = null, bool quiet = true)
    {
        var width = RoomLayout.Percent(TextWidth.Of(name, RoomLayout.Label, bold) + (time.Length == 0 ? 0 : TextWidth.Of((name.Length > 0 ? " " : "") + time, RoomLayout.Label, bold: true)));
        var gap = RoomLayout.Percent(shift);
        var span = style.StartsWith('m') ? new Span(x - width / 2, x + width / 2)
            : before ? new Span(x - gap - width, x - gap)
            : new Span(x + gap, x + gap + width);
        if (!Free(taken, span) || (within is { } bounds && (span.From < bounds.From || span.To > bounds.To)))
            return false;
        taken.Add(span);
        var markup = time.Length == 0 ? Canvas.Encode(name)
            : name.Length == 0 ? Canvas.Span("b", time)
            : (quiet ? Canvas.Span("q", name) : Canvas.Encode(name)) + " " + Canvas.Span("b", time);
        canvas.TextRaw((before ? "e " : "") + style + (bold && !style.Contains("tx-r", StringComparison.Ordinal) ? " b" : ""), x, before ? -shift : shift, y, markup);
        return true;
    }

    private static bool Free(List<Span> taken, Span span) => span.From >= 0 && span.To <= 100 && !taken.Exists(span.Overlaps);
}
