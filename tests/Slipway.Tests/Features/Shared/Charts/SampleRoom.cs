using NodaTime;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;

namespace Slipway.Tests.Features.Shared.Charts;

/// <summary>A run 17 minutes after T-0: late, blocked, unknown and all the rest in one picture.</summary>
internal static class SampleRoom
{
    public static readonly DateTimeZone Zone = DateTimeZone.ForOffset(Offset.FromHours(2));
    public static readonly Instant T0 = Instant.FromUtc(2026, 11, 14, 0, 0);

    /// <summary>A local time of that night: <c>At("02:17")</c>.</summary>
    public static Instant At(string time) => new LocalDateTime(2026, 11, 14, Part(time, 0), Part(time, 3)).InZoneStrictly(Zone).ToInstant();

    public static RoomModel Model(bool arabic = false)
    {
        var titles = arabic ? Arabic : English;
        return new RoomModel
        {
            WindowOpens = At("01:30"),
            WindowCloses = At("06:00"),
            T0 = T0,
            Now = At("02:17"),
            From = At("01:30"),
            To = At("06:12"),
            Gates = [new RoomGate(titles["gate"], At("03:02"))],
            NoReturn = At("03:15"),
            P50 = At("04:47"),
            P80 = At("05:31"),
            Lanes =
            [
                Lane("data",
                    Done("d1", "01:30", "01:40", "01:30", "01:41") with { Critical = true },
                    Done("d2", "01:42", "01:58", "01:41", "02:01", "d1") with { Critical = true },
                    Going("d3", ShownState.Late, "02:00", "02:12", "02:01", "02:24", "d2") with { Critical = true, Says = arabic ? "متأخرة 5 دقائق" : "5 min late" },
                    Ahead("d4", ShownState.Waiting, "02:12", "02:22", "02:24", "02:34", "d3") with { Critical = true },
                    Ahead("d5", ShownState.Planned, "02:36", "02:48", "02:48", "03:00", "p2", "d4") with { Critical = true }),
                Lane("platform",
                    Done("p1", "01:55", "02:00", "01:56", "02:00"),
                    Ahead("p2", ShownState.Planned, "02:22", "02:36", "02:34", "02:48", "d4", "y1", "s2", "s3") with { Critical = true },
                    Ahead("p3", ShownState.Planned, "02:50", "03:35", "03:02", "03:47", "d5") with { Critical = true },
                    Point("p4", "03:35", "03:47", "p3")),
                Lane("payments",
                    Going("y1", ShownState.Blocked, "02:04", "02:18", "02:06", "02:32", "s1") with { HatchedFrom = At("02:12"), Says = arabic ? "متوقفة منذ 5 دقائق" : "blocked 5 min" },
                    Ahead("y2", ShownState.Ready, "03:35", "03:45", "03:47", "03:57", "p3")),
                Lane("security",
                    Done("s1", "01:35", "01:45", "01:35", "01:44"),
                    Going("s2", ShownState.Unknown, "02:02", "02:10", "02:03", "02:20", "s1") with { HatchedFrom = At("02:11"), Says = arabic ? "الحالة مجهولة" : "state unknown" },
                    Going("s3", ShownState.Running, "02:08", "02:20", "02:10", "02:22", "s1"),
                    Done("s4", "01:50", "02:00", "01:52", "02:04") with { State = ShownState.Failed },
                    Ahead("s5", ShownState.Skipped, "02:40", "02:55", "02:40", "02:55")),
                Lane("communications",
                    Done("c1", "01:32", "01:40", "01:32", "01:39"),
                    Ahead("c2", ShownState.Planned, "02:53", "02:57", "03:05", "03:09", "d5"),
                    Ahead("c3", ShownState.Abandoned, "03:30", "03:50", "03:30", "03:50")),
                Lane("support",
                    Done("h1", "01:58", "02:10", "01:58", "02:14") with { State = ShownState.Workaround },
                    Ahead("h2", ShownState.Planned, "02:52", "04:40", "03:04", "04:52", "d5"),
                    Ahead("h3", ShownState.Planned, "03:35", "04:35", "03:47", "04:47", "p3") with { Critical = true },
                    Ahead("h4", ShownState.Planned, "04:35", "06:10", "04:47", "06:06", "h3")),
            ],
        };

        RoomLane Lane(string name, params RoomTask[] tasks) => new(titles[name], [.. tasks.Select(task => task with { Title = titles[task.Id] })]);
    }

    private static RoomTask Done(string id, string plannedStart, string plannedFinish, string start, string finish, params string[] after) =>
        Ahead(id, ShownState.Done, plannedStart, plannedFinish, start, finish, after) with { ActualStart = At(start), ActualFinish = At(finish) };

    private static RoomTask Going(string id, ShownState state, string plannedStart, string plannedFinish, string start, string finish, params string[] after) =>
        Ahead(id, state, plannedStart, plannedFinish, start, finish, after) with { ActualStart = At(start) };

    private static RoomTask Ahead(string id, ShownState state, string plannedStart, string plannedFinish, string start, string finish, params string[] after) => new()
    {
        Id = id,
        Title = id,
        State = state,
        PlannedStart = At(plannedStart),
        PlannedFinish = At(plannedFinish),
        ForecastStart = At(start),
        ForecastFinish = At(finish),
        After = after,
    };

    private static RoomTask Point(string id, string planned, string forecast, params string[] after) =>
        Ahead(id, ShownState.Planned, planned, planned, forecast, forecast, after) with { IsPoint = true, Critical = true };

    private static int Part(string time, int at) => int.Parse(time.AsSpan(at, 2), System.Globalization.CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, string> English = new()
    {
        ["gate"] = "Gate",
        ["data"] = "Data",
        ["platform"] = "Platform",
        ["payments"] = "Payments",
        ["security"] = "Security",
        ["communications"] = "Communications",
        ["support"] = "Support",
        ["d1"] = "Freeze enrolment in the sandbox",
        ["d2"] = "Snapshot H2",
        ["d3"] = "Load PostgreSQL",
        ["d4"] = "Remove seeded people",
        ["d5"] = "Reconcile totals",
        ["p1"] = "Maintenance page on",
        ["p2"] = "Smoke journey: enrol → approve → pay",
        ["p3"] = "Switch traffic 5 → 25 → 50 → 100%",
        ["p4"] = "The service is open",
        ["y1"] = "Replace emulator by payment hub",
        ["y2"] = "Open the payment run",
        ["s1"] = "Revoke sandbox credentials",
        ["s2"] = "Rotate the keystore",
        ["s3"] = "Switch X-Road members",
        ["s4"] = "Test the alarm",
        ["s5"] = "Turn on audit export",
        ["c1"] = "Tell the 14 district offices",
        ["c2"] = "Publish notice",
        ["c3"] = "Radio message",
        ["h1"] = "Open hotline",
        ["h2"] = "Floorwalking, 14 offices",
        ["h3"] = "Stabilisation checks",
        ["h4"] = "Hypercare",
    };

    private static readonly Dictionary<string, string> Arabic = new()
    {
        ["gate"] = "القرار",
        ["data"] = "البيانات",
        ["platform"] = "المنصة",
        ["payments"] = "المدفوعات",
        ["security"] = "الأمن",
        ["communications"] = "التواصل",
        ["support"] = "الدعم",
        ["d1"] = "تجميد التسجيل في البيئة التجريبية",
        ["d2"] = "لقطة من H2",
        ["d3"] = "تحميل PostgreSQL",
        ["d4"] = "حذف الأشخاص التجريبيين",
        ["d5"] = "مطابقة المجاميع",
        ["p1"] = "تشغيل صفحة الصيانة",
        ["p2"] = "رحلة تجريبية: تسجيل ← موافقة ← دفع",
        ["p3"] = "تحويل الحركة 5 ← 25 ← 50 ← 100%",
        ["p4"] = "الخدمة مفتوحة",
        ["y1"] = "استبدال المحاكي بمنصة الدفع",
        ["y2"] = "فتح دورة الدفع",
        ["s1"] = "إلغاء مفاتيح البيئة التجريبية",
        ["s2"] = "تدوير مخزن المفاتيح",
        ["s3"] = "تبديل أعضاء X-Road",
        ["s4"] = "تجربة الإنذار",
        ["s5"] = "تشغيل سجل التدقيق",
        ["c1"] = "إبلاغ المكاتب الأربعة عشر",
        ["c2"] = "نشر الإعلان",
        ["c3"] = "رسالة إذاعية",
        ["h1"] = "فتح الخط الساخن",
        ["h2"] = "دعم ميداني في 14 مكتبًا",
        ["h3"] = "فحوص الاستقرار",
        ["h4"] = "رعاية مكثفة",
    };
}
