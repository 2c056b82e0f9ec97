using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

public static partial class TimeParser
{
    /// <summary>Reads working hours: <c>Mon-Thu,Sun 08:00-16:00</c>. Several where one line says several.</summary>
    /// <remarks>
    /// <para>Days are Mon to Sun, as ranges (<c>Sat-Wed</c> goes round the week's end) or lists. <c>24:00</c> is the end of
    /// the day. Accepted besides: full names, and those of French, Spanish, Portuguese and Arabic (<c>lun-ven</c>), any
    /// capitals, spaces, <c>8-16</c>, <c>8:00-16:00</c>, <c>8am-4pm</c>, <c>08h00-16h30</c>, <c>0800-1600</c>, <c>00:00</c> as an end, two spans in a row
    /// (<c>Mon-Fri 08:00-12:00, 13:00-17:00</c>), and a night (<c>22:00-06:00</c>), which becomes two spans.</para>
    /// <para>Refused with the correction: no days (<c>Mon-Sun 08:00-16:00</c>), the same start and end
    /// (<c>00:00-24:00</c>), one half of the day only (<c>8-4pm</c>: <c>08:00-16:00</c>), no half where the afternoon
    /// may be meant (<c>9-5</c>: <c>09:00-17:00</c>).</para>
    /// </remarks>
    public static Parsed<IReadOnlyList<WeeklyHours>> Hours(string text)
    {
        var tidy = Tidy(text);
        if (string.IsNullOrEmpty(tidy))
            return Parsed.Refused<IReadOnlyList<WeeklyHours>>();
        var match = HoursForm().Match(tidy);
        if (!match.Success)
        {
            return Parsed.Refused<IReadOnlyList<WeeklyHours>>(
                HoursForm().IsMatch("Mon-Sun " + tidy) && Hours("Mon-Sun " + tidy) is { Ok: true, Value: [var all] } ? all.ToString() : null);
        }
        if (Days(match.Groups["days"].Value) is not { } days)
            return Parsed.Refused<IReadOnlyList<WeeklyHours>>();
        var hours = new List<WeeklyHours>();
        foreach (Capture span in match.Groups["span"].Captures)
        {
            var ends = ClockForms().Matches(span.Value);
            if (ends[0].Groups[3].Success != ends[1].Groups[3].Success)
                return Parsed.Refused<IReadOnlyList<WeeklyHours>>(Minute(ends[0]) is { } begin && Minute(ends[1]) is { } end && begin < end ? new WeeklyHours(days, begin, end).ToString() : null);
            if (Minute(ends[0]) is not { } from || Minute(ends[1]) is not { } to || from == 1440)
                return Parsed.Refused<IReadOnlyList<WeeklyHours>>();
            if (from == to)
                return Parsed.Refused<IReadOnlyList<WeeklyHours>>(new WeeklyHours(days, 0, 1440).ToString());
            if (to == 0)
                to = 1440;
            if (from < to)
            {
                hours.Add(new WeeklyHours(days, from, to));
                continue;
            }
            if (MayBeAfternoon(ends[0], from) && MayBeAfternoon(ends[1], to) && to + 720 > from)
                return Parsed.Refused<IReadOnlyList<WeeklyHours>>(new WeeklyHours(days, from, to + 720).ToString());
            hours.Add(new WeeklyHours(days, from, 1440));
            hours.Add(new WeeklyHours([.. days.Select(Next).Order()], 0, to));
        }
        return Parsed.Of<IReadOnlyList<WeeklyHours>>(hours);
    }

    /// <summary>Whether the clock may be one of twelve hours whose half was left unsaid: 8 and 8:30, but not 08:30.</summary>
    private static bool MayBeAfternoon(Match clock, int minute) =>
        minute < 780 && !clock.Groups[3].Success && !(clock.Groups[1].Length == 4 || (clock.Groups[1].Length == 2 && clock.Groups[2].Success));

    private static List<IsoDayOfWeek>? Days(string text)
    {
        var days = new HashSet<IsoDayOfWeek>();
        foreach (var part in SpacedDash().Replace(text, "-").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Day(ends[0]) is not { } from || Day(ends[^1]) is not { } to)
                return null;
            for (var day = from; ; day = Next(day))
            {
                days.Add(day);
                if (day == to)
                    break;
            }
        }
        return days.Count == 0 ? null : [.. days.Order()];
    }

    private static IsoDayOfWeek? Day(string name)
    {
        var plain = name.ToLowerInvariant();
        for (var day = IsoDayOfWeek.Monday; day <= IsoDayOfWeek.Sunday; day++)
        {
            // Three letters tell the days apart, in each of these languages and between them.
            if (plain.Length >= 3 && DayNames[(int)day - 1].Split(' ').Any(known => known == plain || (plain.Length <= 4 && known[0] < '\u0600' && known.StartsWith(plain, StringComparison.Ordinal))))
                return day;
        }
        return null;
    }

    /// <summary>Monday to Sunday: English, French, Spanish, Portuguese, Arabic with and without the article.</summary>
    private static readonly string[] DayNames =
    [
        "monday lundi lunes segunda الاثنين الإثنين اثنين",
        "tuesday mardi martes terça terca الثلاثاء ثلاثاء",
        "wednesday mercredi miércoles miercoles quarta الأربعاء الاربعاء أربعاء",
        "thursday jeudi jueves quinta الخميس خميس",
        "friday vendredi viernes sexta الجمعة جمعة",
        "saturday samedi sábado sabado السبت سبت",
        "sunday dimanche domingo الأحد الاحد أحد",
    ];

    private static IsoDayOfWeek Next(IsoDayOfWeek day) => day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;

    private static int? Minute(Match clock)
    {
        var digits = clock.Groups[1].ValueSpan;
        var (hour, minute) = digits.Length == 4 ? (Number(digits[..2]), Number(digits[2..]))
            : (Number(digits), clock.Groups[2].Success ? Number(clock.Groups[2].ValueSpan) : 0);
        if (clock.Groups[3].Success)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (clock.Groups[3].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }
        var total = (hour * 60) + minute;
        return minute > 59 || total > 1440 ? null : total;
    }

    [GeneratedRegex(" *- *", RegexOptions.CultureInvariant)]
    private static partial Regex SpacedDash();

    private const string HourPattern = @"(?:[0-9]{4}|[0-9]{1,2}(?:[:.hH][0-9]{2}|[hH])?)(?: *[aApP]\.?[mM]\b\.?)?";

    [GeneratedRegex(@"^(?<days>\p{L}+(?: *[-,] *\p{L}+| +\p{L}+)*) *,? *(?<span>" + HourPattern + " *- *" + HourPattern + @")(?: *[,;] *(?<span>" + HourPattern + " *- *" + HourPattern + "))*$", RegexOptions.CultureInvariant)]
    private static partial Regex HoursForm();

    [GeneratedRegex("([0-9]{4}|[0-9]{1,2})(?:[:.hH]([0-9]{2})|[hH])?(?: *([aApP])\\.?[mM]\\b\\.?)?", RegexOptions.CultureInvariant)]
    private static partial Regex ClockForms();
}
