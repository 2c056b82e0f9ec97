using CsCheck;
using NodaTime;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Platform.Localisation;
using static Slipway.Tests.Features.Shared.Charts.SampleCharts;
using static Slipway.Tests.Features.Shared.Charts.SampleRoom;

namespace Slipway.Tests.Features.Shared.Charts;

public sealed class OtherChartsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);
    private static readonly Gen<string> AnyTitle = Gen.String[Gen.Char["abc MW<&\"'é→ع"], 0, 60];

    private static readonly Gen<AxisModel> AnyAxis =
        from items in Gen.Select(Gen.Int[-200 * 24, 100 * 24], Gen.Int[0, 1500], Gen.Enum<ShownState>(), AnyTitle).Array[0, 30]
        from now in Gen.Int[-200 * 24, 100 * 24]
        select Axis() with
        {
            Now = Hour(now),
            Lanes = [.. items.Chunk(6).Select((chunk, index) => new AxisLane($"Lane {index}", [.. chunk.Select(item => new AxisItem(item.Item4, item.Item3, Hour(item.Item1), Hour(item.Item1 + item.Item2)))]))],
        };

    private static readonly Gen<RunsModel> AnyRuns =
        from rows in Gen.Select(Gen.Int[1, 300], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[1, 600], Gen.Bool).Array[1, 8]
        from limit in Gen.Int[1, 600]
        select new RunsModel([.. rows.Select((row, i) => new RunRow($"Rehearsal {i}", Minutes(row.Item1), Minutes(row.Item1 + row.Item2), Minutes(row.Item1 + row.Item2 + row.Item3), row.Item5 ? Minutes(row.Item4) : null))], Minutes(limit));

    private static readonly Gen<SlipRow[]> AnySlips =
        Gen.Select(Gen.Int[-600, 600], Gen.Int[-100, 300], Gen.Bool, AnyTitle).Select(row => new SlipRow(row.Item4, Minute(row.Item1), Minute(row.Item1 + row.Item2), row.Item3, row.Item4)).Array[0, 20];

    private static readonly Gen<ClashModel> AnyClash =
        Gen.Select(Gen.Int[0, 500], Gen.Int[1, 300], Gen.Int[1, 200], AnyTitle).Select(c => new ClashModel(
            [
                new(c.Item4, Minute(c.Item1), Minute(c.Item1 + c.Item2), ClashPart.Stays),
                new("B", Minute(c.Item1), Minute(c.Item1 + c.Item3), ClashPart.InTheWay),
                new("C", Minute(c.Item1 + c.Item2), Minute(c.Item1 + c.Item2 + c.Item3), ClashPart.Proposed),
            ],
            Minute(c.Item1), Minute(c.Item1 + Math.Min(c.Item2, c.Item3)), "A. Farah twice", "A clash"));

    private static readonly Gen<AroundModel> AnyAround =
        Gen.Select(AnyTitle, Gen.Bool).Array[0, 5].Array[3].Select(columns => Around() with
        {
            Before = Boxes("a", columns[0]),
            Tasks = Boxes("b", columns[1]),
            After = Boxes("c", columns[2]),
            Links = [.. columns[1].SelectMany((_, i) => new AroundLink[] { new($"a{i}", "b0"), new($"b{i}", "c1"), new("c0", $"b{i}"), new("nobody", "b0") })],
        });

    [Fact]
    public void The_launch_axis_stays_inside_and_is_mirrored() => AnyAxis.Sample(model => Check(language => AxisChart.Draw(model, In(language), Times(language))));

    [Fact]
    public void The_runs_stay_inside_and_are_mirrored() => AnyRuns.Sample(model =>
    {
        Geometry.AssertInside(Geometry.Parse(RunsChart.Draw(model, In("ar")).Svg));
        // The column of words is as wide as its language; "P50 3:05" is the same in all.
        Check(language => RunsChart.Draw(model with { Rows = [.. model.Rows.Select(row => row with { Actual = null })] }, In(language)));
    });

    [Fact]
    public void The_slips_stay_inside_and_are_mirrored() => AnySlips.Sample(rows => Check(language => ReviewChart.Draw(rows, In(language), Times(language))));

    [Fact]
    public void A_clash_stays_inside_and_is_mirrored() => AnyClash.Sample(model => Check(language => ClashChart.Draw(model, In(language), Times(language))));

    [Fact]
    public void Neighbours_stay_inside_and_are_mirrored() => AnyAround.Sample(model => Check(language => AroundChart.Draw(model, In(language))));

    [Fact]
    public void The_axis_never_runs_backwards_and_minutes_are_widest_at_the_window() => AnyAxis.Sample(model =>
    {
        var scale = new AxisScale(model);
        Assert.Equal(scale.Left, scale.Parts[0].Start, 9);
        Assert.Equal(100, scale.Parts[^1].End, 9);
        Assert.All(scale.Parts.Zip(scale.Parts.Skip(1)), pair => Assert.Equal((pair.First.To, pair.First.End), (pair.Second.From, pair.Second.Start)));
        var widest = scale.Parts.MaxBy(part => (part.End - part.Start) / (part.To - part.From).TotalMinutes)!;
        Assert.Equal(AxisStep.Minutes, widest.Step);
    });

    [Theory]
    [InlineData(-35 * 24 - 1)]
    [InlineData(7 * 24 + 1)]
    public void An_hour_beyond_what_is_near_is_not_stretched_over_what_a_month_would_have(int now)
    {
        var scale = new AxisScale(Axis() with { Now = Hour(now), Lanes = [] });
        Assert.Equal(AxisStep.Minutes, scale.Parts.MaxBy(part => (part.End - part.Start) / (part.To - part.From).TotalMinutes)!.Step);
    }

    [Fact]
    public void A_short_launch_has_no_months()
    {
        var short_ = Axis() with { Now = T0 - Duration.FromDays(3), Lanes = [new("Data", [new("Load", ShownState.Planned, T0 - Duration.FromDays(14), T0 + Duration.FromDays(14))])] };
        Assert.Equal([AxisStep.Weeks, AxisStep.Days, AxisStep.Hours, AxisStep.Minutes, AxisStep.Days, AxisStep.Weeks], new AxisScale(short_).Parts.Select(part => part.Step));
    }

    [Fact]
    public void A_run_says_in_words_whether_it_ended_inside_its_range()
    {
        var drawing = RunsChart.Draw(Runs(), In("en"));
        Assert.Equal(["outside", "inside", "inside", ""], drawing.Facts.Rows.Select(row => row[5]));
        var words = Geometry.Parse(drawing.Svg).All("text").Select(text => text.Value).ToList();
        Assert.Contains("4:22 outside", words);
        Assert.Contains("3:41 inside", words);
        Assert.Contains("P50 3:05", words);
    }

    [Fact]
    public void Only_a_slip_of_its_own_cause_is_red_and_thick()
    {
        var drawing = ReviewChart.Draw(Slips(), In("en"), Times("en"));
        var lines = Geometry.Parse(drawing.Svg).All("line").Where(line => line.Style().StartsWith("slip", StringComparison.Ordinal)).Select(line => line.Style());
        Assert.Equal(["slip big", "slip big", "slip", "slip", "slip", "slip", "slip"], lines);
        Assert.Equal(["Rotate the keystore", "02:10", "02:35", "+25", "Worker restarted mid-task, read by hand"], drawing.Facts.Rows[0]);
        Assert.Equal("−4", drawing.Facts.Rows[^1][3]);
    }

    [Fact]
    public void The_picture_shows_the_first_slips_and_the_table_all()
    {
        var drawing = ReviewChart.Draw(Slips(), In("en"), Times("en"), most: 3);
        Assert.Equal(3, Geometry.Parse(drawing.Svg).All("circle").Count(circle => circle.Style() == "hol"));
        Assert.Equal(Slips().Count, drawing.Facts.Rows.Count);
    }

    [Fact]
    public void A_clash_is_shaded_where_it_happens()
    {
        var svg = Geometry.Parse(ClashChart.Draw(Clash(), In("en"), Times("en")).Svg);
        var shade = svg.All("rect").Single(rect => rect.Style() == "clash");
        var inTheWay = svg.All("rect").Single(rect => rect.Style() == "bar bl");
        Assert.Equal(inTheWay.Percent("x"), shade.Percent("x"), 0.01);
        Assert.Equal(2d / 8, shade.Percent("width") / inTheWay.Percent("width"), 0.01);
        Assert.Equal("A. Farah has two tasks from 02:10 to 02:12", svg.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void A_proposal_whose_title_does_not_fit_still_says_its_time()
    {
        var clash = Clash();
        var cramped = clash with { Bars = [.. clash.Bars.SkipLast(1), clash.Bars[^1] with { Title = "Repoint the reports of every district office, proposed 02:14", Short = "proposed 02:14" }] };
        Assert.Contains(">proposed 02:14<", ClashChart.Draw(cramped, In("en"), Times("en")).Svg, StringComparison.Ordinal);
        Assert.Contains("proposed 02:14", ClashChart.Draw(clash, In("en"), Times("en")).Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_neighbour_has_room_for_a_title_of_three_lines()
    {
        var around = Around() with { Tasks = [new("x", "2.6 · 8 min", "Count the totals before the move", Critical: true)] };
        Assert.DoesNotContain("…", AroundChart.Draw(around, In("en")).Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_neighbours_lines_are_read_as_the_name_of_its_link()
    {
        var around = Around() with { Before = [new("x", "2.6 · 8 min", "Count the totals before the move", Critical: true, Href: "#x")] };
        var link = Geometry.Parse(AroundChart.Draw(around, In("en")).Svg).All("a").First();
        Assert.Equal(link.All("title").Single().Value, string.Concat(link.All("text").Select(text => text.Value)).TrimEnd());
    }

    [Fact]
    public void The_dial_turns_its_hands_by_the_local_time()
    {
        var turns = Geometry.Parse(Dial.Svg(new LocalTime(14, 17, 42))).Descendants().Select(element => (string?)element.Attribute("transform")).OfType<string>();
        Assert.Equal(["rotate(68.5 50 50)", "rotate(102 50 50)", "rotate(252 50 50)"], turns);
    }

    [Fact]
    public void Only_what_is_linked_is_joined()
    {
        var lines = Geometry.Parse(AroundChart.Draw(Around(), In("en")).Svg).All("line").ToList();
        // Snapshot to both tasks: two straight ends and a bend; of the two only the load leads on.
        Assert.Equal(["cp", "cp", "ln hr", "ln hr", "ln hr", "cp", "cp"], lines.Select(line => line.Style()));
    }

    private static void Check(Func<string, Drawing> draw)
    {
        var left = Geometry.Parse(draw("en").Svg);
        var right = Geometry.Parse(draw("ar").Svg);
        Geometry.AssertInside(left);
        Geometry.AssertMirrored(left, right);
        var facts = draw("en").Facts;
        Assert.All(facts.Rows, row => Assert.Equal(facts.Heads.Count, row.Count));
        Assert.NotEqual("", left.Attribute("aria-label")!.Value);
    }

    private static AroundBox[] Boxes(string column, (string Title, bool Critical)[] boxes) =>
        [.. boxes.Select((box, i) => new AroundBox($"{column}{i}", "1.2 · 16 min", box.Title, box.Critical))];

    private static Texts In(string language) => Catalog.In(language);

    private static TimeText Times(string language) => new(In(language), Zone, T0);

    private static Instant Hour(int hour) => T0 + Duration.FromHours(hour);

    private static Instant Minute(int minute) => T0 + Duration.FromMinutes(minute);

    private static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);
}
