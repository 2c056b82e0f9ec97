using NodaTime;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using static Slipway.Tests.Features.Shared.Charts.SampleRoom;

namespace Slipway.Tests.Features.Shared.Charts;

/// <summary>Made-up values for the charts of the launch, the plan and the review.</summary>
internal static class SampleCharts
{
    public static readonly Instant Now = On(11, 2, "09:41");

    public static AxisModel Axis() => new()
    {
        T0 = T0,
        WindowOpens = At("01:30"),
        WindowCloses = At("06:00"),
        Now = Now,
        Gates = [At("02:50")],
        NoReturn = At("03:15"),
        Lanes =
        [
            new("Awareness",
            [
                new("Radio, six languages", ShownState.Done, On(7, 17), On(10, 22)),
                new("Posters, 14 offices", ShownState.Running, On(10, 18), On(11, 6)),
                new("SMS to households", ShownState.Planned, On(11, 8), On(11, 11)),
                new("Closure notice on site", ShownState.Planned, On(11, 13, "09:00"), At("01:30")),
                new("Publish notice", ShownState.Planned, At("02:53"), At("02:57")),
            ]),
            new("Training",
            [
                new("Trainers", ShownState.Done, On(7, 27), On(9, 5)),
                new("Officers, 412 of 460", ShownState.Late, On(10, 11), On(11, 5), "late"),
                new("Refresher", ShownState.Planned, On(11, 9), On(11, 11)),
            ]),
            new("Support",
            [
                new("Recruit hotline", ShownState.Done, On(8, 26), On(10, 4)),
                new("Name floorwalkers", ShownState.Running, On(10, 22), On(11, 4)),
                new("Hotline test", ShownState.Ready, On(11, 10), On(11, 11)),
                new("Open hotline", ShownState.Planned, At("01:58"), At("02:10")),
                new("Floorwalking", ShownState.Planned, At("02:52"), On(11, 18), Href: "#floorwalking"),
                new("Hypercare", ShownState.Planned, At("04:35"), On(12, 31)),
            ]),
            new("Tests",
            [
                new("System test", ShownState.Done, On(8, 6), On(9, 25)),
                new("Load test", ShownState.Done, On(10, 13), On(10, 19)),
                new("R1", ShownState.Done, On(10, 16), On(10, 17)),
                new("R2", ShownState.Workaround, On(10, 24), On(10, 25)),
                new("R3", ShownState.Failed, On(10, 30), On(10, 31)),
                new("Full rehearsal", ShownState.Planned, On(11, 9), On(11, 9, "12:00")),
                new("Smoke journey", ShownState.Planned, At("02:22"), At("02:36")),
                new("Stabilise", ShownState.Planned, At("03:35"), At("04:35")),
            ]),
            new("Cutover",
            [
                new("Plan, 61 tasks", ShownState.Done, On(8, 15), On(10, 9)),
                new("Sign packages", ShownState.Running, On(10, 22), On(11, 5)),
                new("Freeze code", ShownState.Planned, On(11, 12), On(11, 12, "18:00")),
                new("Go / no-go 1", ShownState.Planned, On(11, 13, "14:00"), On(11, 13, "20:00")),
                new("Data", ShownState.Planned, At("01:30"), At("02:34")),
                new("Traffic", ShownState.Planned, At("02:50"), At("03:35")),
            ]),
        ],
    };

    public static RunsModel Runs() => new(
        [
            new("Rehearsal 1, 19 Oct", Minutes(140), Minutes(165), Minutes(205), Minutes(262)),
            new("Rehearsal 2, 27 Oct", Minutes(160), Minutes(190), Minutes(240), Minutes(221)),
            new("Rehearsal 3, 1 Nov", Minutes(165), Minutes(188), Minutes(228), Minutes(196)),
            new("Live, 14 Nov", Minutes(162), Minutes(185), Minutes(231), null, IsLive: true),
        ],
        Minutes(270));

    public static IReadOnlyList<SlipRow> Slips() =>
    [
        new("Rotate the keystore", At("02:10"), At("02:35"), true, "Worker restarted mid-task, read by hand"),
        new("Replace emulator by payment hub", At("02:18"), At("02:36"), true, "Hub had our old certificate"),
        new("Remove seeded people", At("02:22"), At("02:37"), false, "Waited for the load, then two districts more"),
        new("Smoke journey: enrol → approve → pay", At("02:36"), At("02:50"), false, "Waited"),
        new("Switch traffic to 100%", At("03:35"), At("03:46"), false, "Started 14 late, ran 3 faster"),
        new("Stabilisation checks", At("04:35"), At("04:43"), false, "Ran 3 faster"),
        new("Turn on audit export", At("02:30"), At("02:26"), false, "Done while others waited"),
    ];

    public static ClashModel Clash() => new(
        [
            new("Load PostgreSQL", At("02:00"), At("02:12"), ClashPart.Stays),
            new("Repoint reports, now", At("02:10"), At("02:18"), ClashPart.InTheWay),
            new("Repoint, proposed 02:14", At("02:14"), At("02:22"), ClashPart.Proposed),
        ],
        At("02:10"), At("02:12"), "A. Farah twice", "A. Farah has two tasks from 02:10 to 02:12");

    public static AroundModel Around() => new(
        [new("1.2", "1.2 · 16 min", "Snapshot H2", true, "#1.2")],
        [new("2.1", "2.1 · 12 min", "Load PostgreSQL", true), new("2.5", "2.5 · 8 min", "Repoint reports", false)],
        [new("2.6", "2.6 · 10 min", "Remove seeded people", true, "#2.6")],
        [new("1.2", "2.1"), new("1.2", "2.5"), new("2.1", "2.6")],
        "1.2 leads to 2.1, which leads to 2.6");

    public static Instant On(int month, int day, string time = "00:00") =>
        new LocalDate(2026, month, day).AtMidnight().InZoneStrictly(Zone).ToInstant() + (At(time) - At("00:00"));

    private static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);
}
