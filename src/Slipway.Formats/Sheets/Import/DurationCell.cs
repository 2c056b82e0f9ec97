using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads durations as sheets hold them.</summary>
/// <remarks>
/// Beyond what a plan's text accepts: plain numbers in the unit of the header, else whole minutes; <c>2:30</c> as hours
/// and minutes, which is what a sheet makes of it; a time as a share of a day; a range without units. A fraction
/// without a unit (<c>1.5</c>, <c>0.5</c>) could be hours, minutes or a share of a day, and is asked about.
/// </remarks>
internal static partial class DurationCell
{
    public static Parsed<Estimate> Estimate(Cell cell, DurationUnit unit)
    {
        var text = cell.Shown.Trim();
        if (cell.Kind == CellKind.Text && text.Contains('/', StringComparison.Ordinal))
        {
            if (TimeParser.Estimate(text) is { Ok: true } written)
                return IsInOrder(written.Value) ? written : Parsed.Refused<Estimate>("9m/12m/21m");
            var figures = text.Split('/');
            // Where no header says the unit, one that stands at one figure only need not be that of the others.
            if (unit == DurationUnit.Unsaid && figures.Select(figure => figure.Any(char.IsLetter)).Distinct().Count() > 1)
                return Parsed.Refused<Estimate>("9m/12m/21m");
            var parts = figures.Select(part => Duration(Cell.OfText(part), unit)).ToList();
            return parts.Count == 3 && parts.All(part => part.Ok) && new Estimate(parts[0].Value, parts[1].Value, parts[2].Value) is var range && IsInOrder(range)
                ? Parsed.Of(range)
                : Parsed.Refused<Estimate>("9m/12m/21m");
        }
        return Duration(cell, unit).Then(Planning.Plans.Estimate.Exactly);
    }

    public static Parsed<PlanDuration> Duration(Cell cell, DurationUnit unit) => cell.Kind switch
    {
        CellKind.Number => OfNumber(cell.Number, unit),
        CellKind.Time => OfSeconds(cell.Number * 86400),
        CellKind.Text => OfText(cell.Shown.Trim(), unit),
        _ => Parsed.Refused<PlanDuration>(),
    };

    private static Parsed<PlanDuration> OfText(string text, DurationUnit unit)
    {
        // Estimated durations of project programs end with a question mark; "elapsed" units begin with e.
        text = text.TrimEnd('?').Trim();
        if (text.Length > 60)
            return Parsed.Refused<PlanDuration>();
        text = Spelled(text);
        if (Thousands().IsMatch(text))
        {
            var readings = new[] { text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal), text.Replace(',', '.') }
                .Select(reading => decimal.TryParse(reading, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && OfNumber((double)value, unit) is { Ok: true } known ? known.Value.ToString() : null);
            return Parsed.Refused<PlanDuration>(string.Join(" / ", readings.OfType<string>()) is { Length: > 0 } both ? both : null);
        }
        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return OfNumber((double)number, unit);
        if (TimeParser.Duration(text) is { Ok: true } written)
            return written.Value.IsNegative ? Parsed.Refused<PlanDuration>(written.Value.Negated.ToString()) : written;
        // Hours and minutes, in a sheet.
        var parts = text.Split(':');
        if (parts.Length == 2 && parts.All(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit)) && int.Parse(parts[1], CultureInfo.InvariantCulture) < 60)
            return OfSeconds((int.Parse(parts[0], CultureInfo.InvariantCulture) * 3600.0) + (int.Parse(parts[1], CultureInfo.InvariantCulture) * 60));
        return Parsed.Refused<PlanDuration>(TimeParser.Duration(text).Correction?.TrimStart('-'));
    }

    private static bool IsInOrder(Estimate range) =>
        !range.Optimistic.IsNegative && range.Optimistic.Nominal <= range.Likely.Nominal && range.Likely.Nominal <= range.Pessimistic.Nominal;

    private static string Spelled(string text)
    {
        var plain = Digits.Fold(text).Replace("'", "m", StringComparison.Ordinal).Replace("’", "m", StringComparison.Ordinal).Replace('،', ',');
        foreach (var elapsed in (string[])["edays", "eday", "ehrs", "ehr", "emins", "emin"])
            plain = plain.Replace(elapsed, elapsed[1..], StringComparison.OrdinalIgnoreCase);
        foreach (var and in (string[])[" and ", " et ", " e ", " y ", " و "])
            plain = plain.Replace(and, " ", StringComparison.OrdinalIgnoreCase);
        return plain;
    }

    private static Parsed<PlanDuration> OfNumber(double number, DurationUnit unit)
    {
        if (number < 0 || number > 10_000_000)
            return Parsed.Refused<PlanDuration>();
        switch (unit)
        {
            case DurationUnit.Seconds:
                return OfSeconds(number);
            case DurationUnit.Minutes:
                return OfSeconds(number * 60);
            case DurationUnit.Hours:
                return OfSeconds(number * 3600);
            case DurationUnit.Days:
                return number > TimeParser.LongestDays ? Parsed.Refused<PlanDuration>()
                    : Parsed.Of(new PlanDuration((int)number, NodaTime.Duration.FromSeconds((long)Math.Round((number - Math.Floor(number)) * 86400))));
        }
        if (number == Math.Floor(number))
            return OfSeconds(number * 60);
        // A time whose cell lost its format: whole minutes as a share of a day, with the long fraction that this makes.
        var minutes = number * 1440;
        if (number < 1 && Math.Abs(minutes - Math.Round(minutes)) < 0.0005 && Math.Abs((number * 1000) - Math.Round(number * 1000)) > 0.0005)
            return OfSeconds(Math.Round(minutes) * 60);
        var shown = number.ToString("0.##", CultureInfo.InvariantCulture);
        return Parsed.Refused<PlanDuration>(number < 1 ? $"{PlanDuration.FromMinutes(Math.Round(number * 60))} ({shown} h) / {PlanDuration.FromMinutes(Math.Round(minutes))} ({shown} d)" : $"{PlanDuration.FromMinutes(Math.Round(number * 60))} ({shown} h) / {PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds(Math.Round(number * 60)))} ({shown} min)");
    }

    private static Parsed<PlanDuration> OfSeconds(double seconds) =>
        seconds > TimeParser.LongestDays * 86400.0 ? Parsed.Refused<PlanDuration>()
        : Parsed.Of(PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds((long)Math.Round(seconds))));

    /// <summary>1,000 is a thousand in one language and one in another.</summary>
    [GeneratedRegex(@"^[1-9][0-9]{0,2}(?:[.,][0-9]{3})+$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
