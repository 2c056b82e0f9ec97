using NodaTime;
using Slipway;
using Slipway.Features.Contracts;
using Slipway.Features.Launches;
using Slipway.Features.Shared;
using Slipway.Formats.Plans;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Launches;

/// <summary>What the launch page claims, and on what evidence.</summary>
public sealed class LaunchViewTests
{
    private static readonly Texts English = new TextCatalog(typeof(Program).Assembly, strict: true).In("en");
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>A plan without an error.</summary>
    private static readonly PlanTexts Drill = new(File.ReadAllText(Repository.At("examples/drill/launch.yaml")), File.ReadAllText(Repository.At("examples/drill/cutover.yaml")));

    [Fact]
    public void A_plan_whose_launch_phase_was_rehearsed_in_this_version_and_approved_is_ready() =>
        Assert.Equal("Ready: checked, rehearsed and approved.", Verdict(true, Rehearsal(1)));

    [Fact]
    public void Without_the_approval_it_is_rehearsed() => Assert.StartsWith("Rehearsed inside the window", Verdict(false, Rehearsal(1)), StringComparison.Ordinal);

    [Fact]
    public void A_plan_that_was_changed_since_is_not_ready() =>
        Assert.Equal("Not ready yet: the plan was changed since it was rehearsed.", Verdict(true, Rehearsal(1) with { PlanHash = "older" }));

    [Fact]
    public void A_part_of_the_launch_phase_is_not_enough_and_takes_nothing_from_a_whole_rehearsal()
    {
        var part = Rehearsal(2) with { WholeLaunch = false };
        Assert.Equal("Not ready yet: only a part of the launch phase was rehearsed.", Verdict(true, part));
        Assert.StartsWith("Ready", Verdict(true, Rehearsal(1), part), StringComparison.Ordinal);
        Assert.StartsWith("Not ready yet: the last rehearsal", Verdict(true, Rehearsal(1), part with { Finished = null, Inside = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_run_that_was_rolled_back_is_said_until_the_plan_was_rehearsed_again()
    {
        var back = Rehearsal(2) with { Live = true, State = "rolled-back", Finished = null, Inside = null };
        Assert.Equal("The live run was rolled back.", Verdict(true, Rehearsal(1), back));
        Assert.StartsWith("Ready", Verdict(true, Rehearsal(1), back, Rehearsal(3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_run_whose_go_live_was_left_out_launched_nothing()
    {
        var live = Rehearsal(2) with { Live = true, Tasks = new Dictionary<string, string> { ["in-use"] = "done" } };
        Assert.StartsWith("Launched", Verdict(true, live), StringComparison.Ordinal);
        Assert.Equal("The live run ended without opening the service.", Verdict(true, live with { Tasks = new Dictionary<string, string> { ["in-use"] = "skipped" } }));
    }

    [Fact]
    public void What_nobody_did_is_not_done_however_much_time_has_passed()
    {
        var late = View(LaunchTexts.Of("registry"), false, Instant.FromUtc(2027, 3, 1, 0, 0));
        Assert.DoesNotContain(late.Axis.Facts.Rows, row => row.Contains(English["state.done"]));
        Assert.All(late.Axis.Facts.Rows, row => Assert.Contains("not reported", row));
    }

    [Fact]
    public void What_the_live_run_did_is_done()
    {
        var live = Rehearsal(1) with { Live = true, Tasks = new Dictionary<string, string> { ["load"] = "done", ["tell"] = "failed" } };
        var states = View(LaunchTexts.Of("registry"), false, Instant.FromUtc(2027, 3, 1, 0, 0), live).Axis.Facts.Rows.Select(row => row[2]);
        Assert.Equal([English["state.done"], English["state.failed"]], states);
    }

    private static PastRun Rehearsal(int number)
    {
        var t0 = Instant.FromUtc(2027, 1, 9, 6, 0);
        return new(number, false, "complete", false, t0, t0, null, null, null, t0 + Duration.FromHours(1), true, "this", true, Nothing);
    }

    private static string Verdict(bool baseline, params PastRun[] runs) => View(Drill, baseline, Instant.FromUtc(2027, 1, 10, 0, 0), runs).Verdict.Sentence;

    private static LaunchView View(PlanTexts texts, bool baseline, Instant now, params PastRun[] runs)
    {
        var plan = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml).Plan!;
        var version = new PlanVersion("registry", 1, "this", texts, plan, new PlanVersionSummary(1, "this", now, "tessema", null, baseline ? "okoth" : null));
        return new(version, new PlanAnswer(version), runs, English, now);
    }
}
