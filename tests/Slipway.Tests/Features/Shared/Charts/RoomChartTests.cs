using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using NodaTime;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Platform.Live;
using Slipway.Platform.Localisation;
using static Slipway.Tests.Features.Shared.Charts.SampleRoom;

namespace Slipway.Tests.Features.Shared.Charts;

public sealed class RoomChartTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    /// <summary>Rooms of any size, with tasks anywhere, also outside the shown stretch.</summary>
    private static readonly Gen<RoomModel> AnyRoom =
        from tasks in Gen.Select(Gen.Int[-30, 330], Gen.Int[0, 120], Gen.Int[-20, 60], Gen.Enum<ShownState>(), Gen.Bool, Gen.String[Gen.Char["abc MW<&\"'é→ع"], 0, 60]).Array[0, 40]
        from now in Gen.Int[-40, 400]
        select Room(tasks.Select((task, index) => Task(index, task.Item1, task.Item2, task.Item3, task.Item4, task.Item5, task.Item6)), now);

    [Fact]
    public void No_task_with_its_words_covers_another_of_its_row() => AnyRoom.Sample(room =>
    {
        var layout = new RoomLayout(room);
        foreach (var row in layout.Tasks.GroupBy(placed => placed.Top))
        {
            var inOrder = row.OrderBy(placed => placed.Covers.From).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.Covers.To <= pair.Second.Covers.From));
        }
        Assert.All(layout.Tasks, placed => Assert.True(placed.Covers.From >= -0.01 && placed.Covers.To <= 100.01, $"{placed.Task.Title} leaves the chart: {placed.Covers}"));
    });

    [Fact]
    public void Everything_stays_inside_the_picture() => AnyRoom.Sample(room => Geometry.AssertInside(Geometry.Parse(Draw(room).Svg)));

    [Fact]
    public void In_Arabic_it_is_the_mirror_image() => AnyRoom.Sample(room =>
        Geometry.AssertMirrored(Geometry.Parse(Draw(room).Svg), Geometry.Parse(Draw(room, "ar").Svg)));

    [Fact]
    public void What_people_typed_is_shown_and_never_markup()
    {
        const string title = "<script>alert('1')</script> & \"so\"";
        var room = Room([Task(0, 10, 5, 0, ShownState.Ready, false, title)], 0);
        var svg = Geometry.Parse(Draw(room).Svg);
        Assert.Empty(svg.All("script"));
        Assert.Contains(svg.All("text"), text => text.Value == title);
        Assert.Equal($"{title}, Ready, 02:10–02:15", svg.All("a").Single().Attribute("aria-label")!.Value);
    }

    [Fact]
    public void Every_task_is_a_link_to_itself_with_a_spoken_name()
    {
        var links = Geometry.Parse(Draw(Model()).Svg).All("a").ToList();
        Assert.Equal(Model().Lanes.Sum(lane => lane.Tasks.Count), links.Count);
        Assert.All(links, link => Assert.Equal("#" + link.Parent!.Attribute("id")!.Value, link.Attribute("href")!.Value));
        Assert.Contains(links, link => link.Attribute("aria-label")!.Value == "Load PostgreSQL, 5 min late, 02:01–02:24");
    }

    [Fact]
    public void The_bar_is_solid_until_now_and_outlined_after()
    {
        var task = Geometry.Parse(Draw(Model()).Svg).All("svg").Single(svg => (string?)svg.Attribute("id") == "t-s3");
        var solid = task.All("rect").Single(rect => rect.Style() == "bar");
        var outline = task.All("rect").Single(rect => rect.Style() == "fc");
        Assert.Equal(solid.Percent("x") + solid.Percent("width"), outline.Percent("x"), 0.02);
        Assert.Equal(7d / 5, solid.Percent("width") / outline.Percent("width"), 0.02);
    }

    [Fact]
    public void A_task_names_what_it_waits_for() =>
        Assert.Equal(4, Geometry.Parse(Draw(Model()).Svg).All("svg").Single(svg => (string?)svg.Attribute("id") == "t-p2").Attribute("data-after")!.Value.Split(' ').Length);

    [Fact]
    public void The_table_says_the_same()
    {
        var facts = Draw(Model()).Facts;
        var row = facts.Rows.Single(row => row[0] == "Smoke journey: enrol → approve → pay");
        Assert.Equal(["Smoke journey: enrol → approve → pay", "Platform", "Planned", "02:22–02:36", "02:34–02:48", "Remove seeded people, Replace emulator by payment hub, Rotate the keystore, Switch X-Road members"], row);
        Assert.All(facts.Rows, cells => Assert.Equal(facts.Heads.Count, cells.Count));
    }

    [Fact]
    public void An_act_changes_what_it_is_about()
    {
        var before = Draw(Model());
        Assert.Empty(Changed(Draw(Model()), before));
        var after = RoomChart.Draw(With("s3", task => task with { State = ShownState.Done, ActualFinish = At("02:17"), ForecastFinish = At("02:17") }), Catalog.In("en"), Times("en"), before);
        Assert.Equal(["t-s3"], Changed(after, before));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_drawing_that_keeps_bars_of_an_earlier_one_is_the_same_as_one_that_keeps_none(int seed)
    {
        var random = new Random(seed);
        var tasks = Enumerable.Range(0, 60).Select(i => Task(i, i * 4 % 250, 5 + i % 17, i % 7, (ShownState)(i % 13), i % 9 == 0, $"Task {i}") with { After = i < 3 ? [] : [$"t{i - 1}", $"t{i - 3}"] }).ToArray();
        var before = RoomChart.Draw(Room(tasks, 100), Catalog.In("en"), Times("en"));
        var compared = 0;
        for (var now = 101; now < 130; now++)
        {
            var i = random.Next(tasks.Length);
            tasks[i] = random.Next(5) switch
            {
                0 => tasks[i] with { State = (ShownState)random.Next(13) },
                1 => tasks[i] with { ForecastFinish = tasks[i].ForecastFinish + Duration.FromMinutes(random.Next(1, 9)) },
                2 => tasks[i] with { Critical = !tasks[i].Critical },
                3 => tasks[i] with { After = [.. tasks[i].After.Skip(1), "t0"] },
                _ => tasks[i] with { State = ShownState.Done, ActualStart = tasks[i].Start, ActualFinish = tasks[i].Finish },
            };
            var room = Room(tasks, now);
            // Its axis is another one, so that nothing is kept but the rows.
            var rowsOnly = RoomChart.Draw(room with { From = room.From - Duration.FromMinutes(1) }, Catalog.In("en"), Times("en"), before);
            var (kept, anew) = (RoomChart.Draw(room, Catalog.In("en"), Times("en"), before), RoomChart.Draw(room, Catalog.In("en"), Times("en"), rowsOnly));
            if (RowsOf(kept).SequenceEqual(RowsOf(anew)))
            {
                Assert.Equal(anew.Svg, kept.Svg);
                compared++;
            }
            before = kept;
        }
        Assert.InRange(compared, 10, 29);
    }

    [Fact]
    public void Of_a_slip_only_the_steps_are_sent() => Assert.Equal("""["t-p2",[2,3]]""", Slipped(Model() with { Grain = Duration.FromMinutes(1) }));

    [Fact]
    public void Where_clocks_are_changed_meanwhile_places_and_times_are_sent()
    {
        var room = Model() with { Grain = Duration.FromMinutes(1) };
        var changed = DateTimeZoneProviders.Tzdb["Europe/Paris"].GetZoneInterval(room.From).End;
        var later = changed - room.From - Duration.FromMinutes(30);
        var times = new TimeText(Catalog.In("en"), DateTimeZoneProviders.Tzdb["Europe/Paris"], T0);
        Assert.DoesNotContain("data-at", RoomChart.Draw(room with { From = room.From + later, To = room.To + later }, Catalog.In("en"), times).Svg, StringComparison.Ordinal);
        Assert.Contains("data-at", RoomChart.Draw(room, Catalog.In("en"), times).Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_forecasts_are_not_cut_places_and_times_are_sent() => Assert.StartsWith("""["t-p2",{"x":""", Slipped(Model()), StringComparison.Ordinal);

    [Fact]
    public void A_task_more_changes_the_whole()
    {
        var before = Draw(Model());
        var more = Model() with { Lanes = [.. Model().Lanes.Select((lane, index) => index == 0 ? lane with { Tasks = [.. lane.Tasks, Task(99, 30, 5, 0, ShownState.Planned, false, "One more")] } : lane)] };
        Assert.Equal(["chart"], Changed(RoomChart.Draw(more, Catalog.In("en"), Times("en"), before), before));
    }

    [Fact]
    public void Tasks_keep_their_rows_when_something_slips()
    {
        var before = Draw(Model());
        var after = RoomChart.Draw(With("d1", task => task with { Title = "A" }), Catalog.In("en"), Times("en"), before);
        Assert.Equal(RowsOf(before), RowsOf(after));
    }

    private static IEnumerable<(string Task, int Row)> RowsOf(RoomDrawing drawing) => drawing.Bars.Of.Select(bar => (bar.Key, bar.Value.Placed.Row));

    [Fact]
    public void Three_hundred_tasks_take_less_than_a_third_of_the_rooms_budget()
    {
        var room = Room(Enumerable.Range(0, 300).Select(i => Task(i, i % 250, 5 + i % 17, i % 7, (ShownState)(i % 10), i % 9 == 0, $"Migrate register {i} of the district offices") with { After = i < 3 ? [] : [$"t{i - 1}", $"t{i - 3}"] }), 120);
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(Draw(room).Svg));
        Assert.InRange(buffer.ToArray().Length, 5_000, 30_000);
    }

    [Fact]
    public void The_earlier_limit_of_going_back_ends_the_brown_rule()
    {
        var room = Model() with { RollbackDeadline = At("02:50") };
        var svg = Geometry.Parse(Draw(room).Svg);
        var rule = svg.All("line").Single(line => line.Style() == "back");
        var limits = svg.All("line").Where(line => line.Style() == "ponr").Select(line => line.Percent("x1")).ToList();
        Assert.Equal(3, limits.Count);
        Assert.Equal(limits.Min(), rule.Percent("x2"), 0.02);
        Assert.Contains(svg.All("tspan"), span => span.Value.StartsWith("Rollback deadline", StringComparison.Ordinal) || span.Value == "02:50");
    }

    /// <summary>What is sent when one task slips by two minutes and takes one longer.</summary>
    private static string Slipped(RoomModel model)
    {
        var before = RoomChart.Draw(model, Catalog.In("en"), Times("en"));
        var slipped = model with
        {
            Lanes = [.. model.Lanes.Select(lane => lane with
            {
                Tasks = [.. lane.Tasks.Select(task => task.Id != "p2" ? task : task with { ForecastStart = task.ForecastStart + Duration.FromMinutes(2), ForecastFinish = task.ForecastFinish + Duration.FromMinutes(3) })],
            })],
        };
        var patch = new MarkupPatch();
        RoomChart.Draw(slipped, Catalog.In("en"), Times("en"), before).ChangesSince(before, patch);
        return string.Join(',', JsonDocument.Parse(patch.ToString()).RootElement.EnumerateArray().Where(step => step[0].GetString()!.StartsWith("t-p2", StringComparison.Ordinal)).Select(step => step.GetRawText()));
    }

    /// <summary>The ids that steps begin at, each once.</summary>
    private static IEnumerable<string> Changed(RoomDrawing after, RoomDrawing before)
    {
        var patch = new MarkupPatch();
        after.ChangesSince(before, patch);
        return JsonDocument.Parse(patch.ToString()).RootElement.EnumerateArray().Select(step => step[0].GetString()!.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);
    }

    private static RoomModel With(string id, Func<RoomTask, RoomTask> change) => Model() with
    {
        Lanes = [.. Model().Lanes.Select(lane => lane with { Tasks = [.. lane.Tasks.Select(task => task.Id == id ? change(task) : task)] })],
    };

    private static RoomDrawing Draw(RoomModel room, string language = "en") => RoomChart.Draw(room, Catalog.In(language), Times(language));

    private static TimeText Times(string language) => new(Catalog.In(language), Zone, T0);

    private static RoomModel Room(IEnumerable<RoomTask> tasks, int now) => Model() with
    {
        Now = Minute(now),
        Lanes = [.. tasks.Chunk(7).Select((chunk, index) => new RoomLane($"Lane {index}", chunk))],
    };

    private static RoomTask Task(int index, int start, int length, int slip, ShownState state, bool critical, string title) => new()
    {
        Id = $"t{index}",
        Title = title,
        State = state,
        PlannedStart = Minute(start),
        PlannedFinish = Minute(start + length),
        ForecastStart = Minute(start + slip),
        ForecastFinish = Minute(start + slip + length),
        ActualStart = state.IsAhead() ? null : Minute(start + slip),
        ActualFinish = state.IsOver() ? Minute(start + slip + length) : null,
        HatchedFrom = state is ShownState.Unknown or ShownState.Blocked ? Minute(start + slip + length / 2) : null,
        Critical = critical,
        IsPoint = length == 0,
        After = index == 0 ? [] : [$"t{index - 1}", "nobody"],
    };

    private static Instant Minute(int minute) => T0 + Duration.FromMinutes(minute);
}
