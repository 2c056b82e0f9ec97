using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads dates and times as sheets hold them: real ones, serial numbers, and texts in five languages.</summary>
/// <param name="uses1904">Whether plain numbers count days from 1904.</param>
/// <param name="monthFirst">Whether 02/06 is the sixth of February.</param>
internal sealed partial class TimeCellReader(bool uses1904, bool monthFirst)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    public Parsed<TimeCell> Read(Cell cell) => cell.Kind switch
    {
        CellKind.Date when cell.Date is { Year: >= FirstYear and <= LastYear } local => Parsed.Of(Dated(local)),
        CellKind.Date when PastMidnight(uses1904 ? cell.Number - SerialDay.Behind1904 : cell.Number) is { } clock => Parsed.Of(clock),
        CellKind.Time when PastMidnight(cell.Number) is { } clock => Parsed.Of(clock),
        CellKind.Time when cell.Number < 1 => Parsed.Of(new TimeCell { Time = TimeOfDay(cell.Number) }),
        CellKind.Number => OfNumber(cell.Number),
        CellKind.Text => OfText(cell.Shown.Trim()),
        _ => Parsed.Refused<TimeCell>(),
    };

    /// <summary>A serial day of January or February 1900 is no date: a formula has added hours to a time of day.</summary>
    private static TimeCell? PastMidnight(double serial) =>
        serial is >= 1 and < 60 ? new TimeCell { Time = TimeOfDay(serial - Math.Floor(serial)), PastMidnight = true } : null;

    private Parsed<TimeCell> OfNumber(double number)
    {
        if (number is >= 0 and < 1)
            return Parsed.Of(new TimeCell { Time = TimeOfDay(number) });
        // 2210 in a time column is what people write for 22:10; real serial days of this century are above 36,000.
        if (number == Math.Floor(number) && number is >= 100 and < 2400 && number % 100 < 60)
            return Parsed.Of(new TimeCell { Time = new LocalTime((int)number / 100, (int)number % 100) });
        var serial = uses1904 ? number + SerialDay.Behind1904 : number;
        return serial is > 20_000 and < 80_000 && SerialDay.ToLocal(serial) is { } local ? Parsed.Of(Dated(local)) : Parsed.Refused<TimeCell>();
    }

    private Parsed<TimeCell> OfText(string text)
    {
        if (text.Length is 0 or > 100)
            return Parsed.Refused<TimeCell>();
        var tidy = Tidy(text);
        if (FromT0Form().Match(tidy) is { Success: true } relative)
            return FromT0(relative);
        if (TimeParser.Time(tidy) is { Ok: true, Value: PlanTime.WallClock wall })
            return Parsed.Of(Dated(wall.Local) with { Offset = wall.Offset });
        var cell = new TimeCell();
        var rest = tidy;
        if (ClockForm().Match(tidy) is { Success: true } clock)
        {
            if (ReadClock(clock) is not { } read)
                return Parsed.Refused<TimeCell>();
            cell = read;
            rest = tidy.Remove(clock.Index, clock.Length);
        }
        else if (tidy.Length == 4 && tidy.All(char.IsAsciiDigit))
        {
            return OfNumber(double.Parse(tidy, CultureInfo.InvariantCulture) is var number && number < 60 ? number / 1440 : number);
        }
        rest = rest.Trim(' ', ',', '-', 'T', '.', ';');
        if (rest.Length == 0)
            return cell.Time is null ? Parsed.Refused<TimeCell>() : Parsed.Of(cell);
        return ReadDate(rest) is { } date ? Parsed.Of(cell with { Date = date.Date, DayOfYear = date.DayOfYear }) : Parsed.Refused<TimeCell>();
    }

    /// <summary><c>T-30m</c>, <c>T+00:30</c>; <c>H+2</c> in hours, <c>J-14</c> and <c>D-14</c> in days.</summary>
    private static Parsed<TimeCell> FromT0(Match match)
    {
        var (letter, sign, rest) = (match.Groups["letter"].Value, match.Groups["sign"].Value, match.Groups["rest"].Value.Trim());
        var isT = letter is "T" or "t" or "T0" or "t0" or "T-0" or "t-0";
        if (sign.Length == 0)
            return rest.Length == 0 ? Relative(PlanDuration.Zero) : Parsed.Refused<TimeCell>();
        var bare = rest.Length is > 0 and < 5 && rest.All(char.IsAsciiDigit);
        var distance = !bare ? DurationCell.Duration(Cell.OfText(rest), DurationUnit.Unsaid)
            : isT && rest != "0" ? Parsed.Refused<PlanDuration>($"{rest}m / T{sign}{rest}d")
            : DurationCell.Duration(Cell.OfNumber(int.Parse(rest, CultureInfo.InvariantCulture)), letter is "H" or "h" ? DurationUnit.Hours : DurationUnit.Days);
        return distance.Ok ? Relative(sign == "-" ? distance.Value.Negated : distance.Value) : Parsed.Refused<TimeCell>(distance.Correction is { } correction ? $"T{sign}{correction}" : null);

        static Parsed<TimeCell> Relative(PlanDuration distance) => Parsed.Of(new TimeCell { Relative = new PlanTime.FromT0(distance) });
    }

    private static TimeCell? ReadClock(Match match)
    {
        var hour = Number(match.Groups["hour"]);
        var (minute, second) = (Number(match.Groups["minute"]), Number(match.Groups["second"]));
        var half = match.Groups["half"].Value;
        if (half.Length > 0)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (WordList.Values.Is("pm", half) ? 12 : 0);
        }
        if (hour == 24 && minute == 0 && second == 0)
            return new TimeCell { Time = LocalTime.Midnight, EndOfDay = true };
        return hour > 23 || minute > 59 || second > 59 ? null : new TimeCell { Time = new LocalTime(hour, minute, second) };
    }

    private (LocalDate? Date, AnnualDate? DayOfYear)? ReadDate(string text)
    {
        if (NumericDate().Match(text) is { Success: true } match)
        {
            var numbers = match.Groups["number"].Captures.Select(capture => int.Parse(capture.Value, CultureInfo.InvariantCulture)).ToList();
            if (match.Groups["number"].Captures[0].Length == 4)
                return numbers.Count == 3 ? On(numbers[0], numbers[1], numbers[2]) : null;
            var (day, month) = IsMonthFirst(numbers[0], numbers[1]) ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
            return numbers.Count == 2 ? On(null, month, day) : On(numbers[2], month, day);
        }
        return NamedDate(text);
    }

    private bool IsMonthFirst(int first, int second) => second > 12 || (monthFirst && first <= 12);

    private static (LocalDate?, AnnualDate?)? NamedDate(string text)
    {
        var (month, day, year) = (0, 0, (int?)null);
        var words = Folding.Fold(text).Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (OrdinalDay().Match(word) is { Success: true } number)
            {
                var value = int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture);
                if (day == 0 && value <= 31)
                    day = value;
                else if (year is null)
                    year = value;
                else
                    return null;
            }
            else if (month == 0 && i + 1 < words.Length && WordList.Values.Find("month", $"{word} {words[i + 1]}") is { } pair)
            {
                month = int.Parse(pair, CultureInfo.InvariantCulture);
                i++;
            }
            else if (month == 0 && WordList.Values.Find("month", word) is { } name)
            {
                month = int.Parse(name, CultureInfo.InvariantCulture);
            }
            else if (!WordList.Values.Is("weekday", word) && word is not ("de" or "of" or "the" or "a" or "at" or "le" or "el" or "as" or "las" or "del" or "um" or "في" or "يوم" or "من"))
            {
                return null;
            }
        }
        return month == 0 || day == 0 ? null : On(year, month, day);
    }

    private static (LocalDate?, AnnualDate?)? On(int? year, int month, int day)
    {
        if (year is < 100)
            year += 2000;
        if (month is < 1 or > 12 || day < 1 || year is < FirstYear or > LastYear || day > CalendarSystem.Iso.GetDaysInMonth(year ?? 2028, month))
            return null;
        return year is { } known ? (new LocalDate(known, month, day), null) : (null, new AnnualDate(month, day));
    }

    private static TimeCell Dated(LocalDateTime local) =>
        new() { Date = local.Date, Time = local.TimeOfDay == LocalTime.Midnight ? null : local.TimeOfDay };

    private static LocalTime TimeOfDay(double day) => LocalTime.Midnight.PlusSeconds((long)Math.Round(day * 86400));

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static string Tidy(string text) =>
        string.Concat(text.Select(letter =>
            Digits.Fold(letter) is var plain && plain != letter ? plain
            : letter is '\u2212' or (>= '\u2010' and <= '\u2015') ? '-'
            : letter == '\u060C' ? ','
            : char.IsWhiteSpace(letter) ? ' '
            : letter).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)));

    [GeneratedRegex(@"^(?<letter>[Tt]-?0|[THJD]|[tj])(?: *(?<sign>[+-]) *(?<rest>.+)|(?<rest>))$", RegexOptions.CultureInvariant)]
    private static partial Regex FromT0Form();

    [GeneratedRegex(@"(?<![0-9:])(?:(?<hour>[0-9]{1,2}) *(?::|h|H) *(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.0+)?)?(?: *(?<half>[AaPp]\.?[Mm]\b\.?|صباحا?|مساء|[صم](?!\p{L})))?|(?<hour>[0-9]{1,2}) *(?<half>[AaPp]\.?[Mm]\b\.?|صباحا?|مساء|[صم](?!\p{L}))|(?<hour>[0-9]{1,2}) ?[hH](?![\p{L}0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex ClockForm();

    [GeneratedRegex(@"^(?:\p{L}+\.?,? +)?(?<number>[0-9]{1,4})(?: *[-/.] *(?<number>[0-9]{1,4})){1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex NumericDate();

    [GeneratedRegex("^([0-9]{1,4})(?:st|nd|rd|th|er|o|a)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OrdinalDay();
}
