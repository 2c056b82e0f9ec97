using NodaTime;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Shared.Charts;

/// <summary>Draws every chart into pages that scripts/look photographs, for eyes to judge.</summary>
public sealed class LookAtChartsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Theory]
    [InlineData("en", "")]
    [InlineData("fr", "")]
    [InlineData("ar", "")]
    [InlineData("en", "wall")]
    public void The_room_can_be_drawn_into_a_page(string language, string theme)
    {
        var (texts, times) = In(language);
        var room = RoomChart.Draw(SampleRoom.Model(language == "ar"), texts, times);
        var (main, seconds) = times.Clock(SampleRoom.T0 + Duration.FromSeconds(1062));
        Write($"room-{language}{theme}", texts, theme, $"""
            <section class="clock">{Dial.Svg(new LocalTime(2, 17, 42))}<div><p class="tplus ltr">{main}<small>{seconds}</small></p><p class="local"><b>02:17</b> {times.DateLine(SampleRoom.T0)}</p></div></section>
            <div class="room"><div><div class="scroll">{room.Svg}</div></div><aside></aside></div>
            """);
    }

    [Theory]
    [InlineData("en", "")]
    [InlineData("ar", "")]
    [InlineData("en", "wall")]
    public void The_other_charts_can_be_drawn_into_a_page(string language, string theme)
    {
        var (texts, times) = In(language);
        Write($"charts-{language}{theme}", texts, theme, $"""
            <div class="wrap"><section class="sec"><div class="scroll">{AxisChart.Draw(SampleCharts.Axis(), texts, times).Svg}</div></section>
            <div class="cols c-launch"><section class="sec">{States(texts)}</section><section class="sec">{RunsChart.Draw(SampleCharts.Runs(), texts).Svg}</section><section class="sec">{ClashChart.Draw(SampleCharts.Clash(), texts, times).Svg}{AroundChart.Draw(SampleCharts.Around(), texts).Svg}</section></div>
            <section class="sec"><div class="scroll">{ReviewChart.Draw(SampleCharts.Slips(), texts, times).Svg}</div></section></div>
            """);
    }

    private static (Texts, TimeText) In(string language) =>
        (Catalog.In(language), new TimeText(Catalog.In(language), SampleRoom.Zone, SampleRoom.T0));

    private static string States(Texts texts) => string.Concat(Enum.GetValues<ShownState>().Select(state =>
        $"""<span class="chip{(state.IsLoud() ? " solid" : "")}" data-s="{state.Name()}"><svg class="i" data-s="{state.Name()}" aria-hidden="true"><use href="#i-{state.Name()}"/></svg>{texts[$"state.{state.Name()}"]}</span> """));

    private static void Write(string name, Texts texts, string theme, string body)
    {
        // Well-formed, or the parser says where not.
        Geometry.AssertInside(Geometry.Parse($"<body>{body}</body>"));
        if (Environment.GetEnvironmentVariable("SLIPWAY_LOOK") is not { } folder)
            return;
        var symbols = File.ReadAllText(Repository.At("src/Slipway/Features/Shared/_Symbols.cshtml"));
        symbols = symbols[symbols.IndexOf("<svg", StringComparison.Ordinal)..];
        File.WriteAllText(Path.Combine(folder, name + ".html"), $"""
            <!doctype html><html lang="{texts.Language}" dir="{texts.Direction}" class="{theme}"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="{new Uri(Repository.At("src/Slipway/wwwroot/css/slipway.css"))}">
            <body>{symbols}<header class="top"><a class="brand" href="#"><svg aria-hidden="true"><use href="#i-mark"/></svg>Slipway</a></header><main>{body}</main></body></html>
            """);
    }
}
