using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Rooms;

/// <summary>What the band says below P80: the launch phase has to end inside the window, and not what goes on after it.</summary>
public sealed class RoomVerdictTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Fact]
    public void The_spare_time_is_said_where_the_launch_phase_ends_last() =>
        Assert.Equal("3 h 50 to spare", BelowP80(RunBuilder.Begun(Plan(Phase.Launch))));

    [Fact]
    public void Where_more_goes_on_after_the_launch_phase_its_own_end_is_said() =>
        Assert.Equal("launch phase by 02:05", BelowP80(RunBuilder.Begun(Plan(Phase.Monitor))));

    [Fact]
    public void Of_a_part_after_the_launch_phase_nothing_is_said_about_the_window() =>
        Assert.Equal("", BelowP80(RunBuilder.Begun(Plan(Phase.Monitor), assumed: ["load"])));

    private static Plan Plan(Phase second) => new PlanBuilder()
        .Task("load", 5, "farah")
        .Task("watch", 5, "farah", after: ["load"], with: task => task with { Phase = second })
        .Build();

    private static string BelowP80(RunBuilder run)
    {
        Assert.Null(run.Refused);
        var record = new RunRecord { Id = Guid.NewGuid(), Launch = "usct", Number = 1, Mode = RunMode.Rehearsal, PlanHash = "", PlanNumber = 1, Created = run.T0 };
        var now = run.T0 - Duration.FromMinutes(1);
        return new RoomVerdict(new Run(record, run.State), RunForecast.Of(run.State, now, trials: 100), new RunWords(Catalog.In("en"), run.State), now).Facts()[^1].Below;
    }
}
