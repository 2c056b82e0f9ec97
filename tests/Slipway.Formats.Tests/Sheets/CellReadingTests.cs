using NodaTime;
using Slipway.Formats.Sheets;
using Slipway.Formats.Sheets.Import;
using Slipway.Formats.Sheets.Xlsx;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Sheets;

public sealed class CellReadingTests
{
    [Theory]
    [InlineData("30", "30m")]
    [InlineData("1h30", "1h30m")]
    [InlineData("1 h 30 min", "1h30m")]
    [InlineData("02:30", "2h30m")]
    [InlineData("26:00", "26h")]
    [InlineData("00:02:30", "2m30s")]
    [InlineData("90'", "1h30m")]
    [InlineData("1.5 h", "1h30m")]
    [InlineData("1,5 heures", "1h30m")]
    [InlineData("2 days?", "2d")]
    [InlineData("1 eday", "1d")]
    [InlineData("3 jours", "3d")]
    [InlineData("1 hour and 15 minutes", "1h15m")]
    [InlineData("٤٥ دقيقة", "45m")]
    [InlineData("9m/12m/21m", "9m/12m/21m")]
    [InlineData("9/12/21", "9m/12m/21m")]
    [InlineData("0", "0m")]
    [InlineData("9/12/21 min", "9m/12m/21m")]
    [InlineData("١/٢/٣ ساعة", "1h/2h/3h")]
    public void Durations_are_read_as_people_write_them(string text, string means) =>
        Assert.Equal(means, DurationCell.Estimate(Cell.OfText(text), DurationUnit.Unsaid).Value?.ToString());

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("1:75")]
    [InlineData("5/6")]
    [InlineData("31/02/2027")]
    [InlineData("21m/12m/9m")]
    [InlineData("1.5")]
    [InlineData("999999999")]
    [InlineData("1/2/2h30m")]
    [InlineData("1/2/3 h 30 min")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.False(DurationCell.Estimate(Cell.OfText(text), DurationUnit.Unsaid).Ok);

    [Theory]
    [InlineData(90, DurationUnit.Unsaid, "1h30m")]
    [InlineData(1.5, DurationUnit.Hours, "1h30m")]
    [InlineData(1.5, DurationUnit.Days, "1d12h")]
    [InlineData(90, DurationUnit.Seconds, "1m30s")]
    [InlineData(0.5, DurationUnit.Minutes, "30s")]
    [InlineData(0.0208333333333333, DurationUnit.Unsaid, "30m")]
    public void Plain_numbers_have_the_headers_unit(double number, DurationUnit unit, string means) =>
        Assert.Equal(means, DurationCell.Duration(Cell.OfNumber(number), unit).Value.ToString());

    [Fact]
    public void A_fraction_that_could_be_hours_or_minutes_is_asked_about_with_both()
    {
        Assert.Equal("1h30m (1.5 h) / 1m30s (1.5 min)", DurationCell.Duration(Cell.OfNumber(1.5), DurationUnit.Unsaid).Correction);
        Assert.Equal("30m (0.5 h) / 12h (0.5 d)", DurationCell.Duration(Cell.OfNumber(0.5), DurationUnit.Unsaid).Correction);
    }

    [Theory]
    [InlineData("1,000", DurationUnit.Unsaid, "16h40m / 1m")]
    [InlineData("1.000", DurationUnit.Hours, "1000h / 1h")]
    [InlineData("1.500", DurationUnit.Hours, "1500h / 1h30m")]
    [InlineData("1,000,000", DurationUnit.Minutes, "16666h40m")]
    public void A_number_that_may_be_thousands_is_asked_about_with_both(string text, DurationUnit unit, string both) =>
        Assert.Equal((false, both), (DurationCell.Duration(Cell.OfText(text), unit).Ok, DurationCell.Duration(Cell.OfText(text), unit).Correction));

    [Theory]
    [InlineData(1.0208333333333333, CellKind.Date, false, "00:30")]
    [InlineData(1463.0208333333333, CellKind.Date, true, "00:30")]
    [InlineData(1.0208333333333333, CellKind.Time, false, "00:30")]
    [InlineData(2.75, CellKind.Date, false, "18:00")]
    public void A_clock_that_a_formula_carried_past_midnight_is_its_time_of_day(double serial, CellKind kind, bool uses1904, string time) =>
        Assert.Equal(time, new TimeCellReader(uses1904, false).Read(new Cell(kind, null, serial)).Value.Time?.ToString("HH:mm", null));

    [Theory]
    [InlineData("0030", "00:30")]
    [InlineData("0059", "00:59")]
    [InlineData("0060", null)]
    [InlineData("0075", null)]
    [InlineData("0099", null)]
    [InlineData("2210", "22:10")]
    public void Four_digits_are_a_time_only_with_minutes_below_60(string text, string? time) =>
        Assert.Equal(time, new TimeCellReader(false, false).Read(Cell.OfText(text)).Value.Time?.ToString("HH:mm", null));

    [Theory]
    [InlineData("2027-02-06 02:10", "2027-02-06 02:10")]
    [InlineData("2027-02-06T02:10:30", "2027-02-06 02:10:30")]
    [InlineData("06/02/2027 02:10", "2027-02-06 02:10")]
    [InlineData("6.2.27 2h10", "2027-02-06 02:10")]
    [InlineData("Sat 06-Feb-2027 02:10", "2027-02-06 02:10")]
    [InlineData("February 6, 2027 2:10 AM", "2027-02-06 02:10")]
    [InlineData("samedi 6 févr. 2027 à 14:10", null)]
    [InlineData("sábado, 6 de fevereiro de 2027 14:10", "2027-02-06 14:10")]
    [InlineData("6 de febrero de 2027, 2:10 p.m.", "2027-02-06 14:10")]
    [InlineData("٦ فبراير ٢٠٢٧ ٠٢:١٠ مساءً", "2027-02-06 14:10")]
    [InlineData("٦ شباط ٢٠٢٧", "2027-02-06")]
    [InlineData("13/25/2027", null)]
    [InlineData("30/02/2027", null)]
    [InlineData("02:75", null)]
    [InlineData("13:00 pm", null)]
    [InlineData("next Friday", null)]
    [InlineData("", null)]
    public void Dates_are_read_as_people_write_them(string text, string? means)
    {
        var read = new TimeCellReader(uses1904: false, monthFirst: false).Read(Cell.OfText(text));

        Assert.Equal(means is not null || text.Contains('à', StringComparison.Ordinal), read.Ok);
        if (means is not null)
            Assert.Equal(means, read.Value.Date!.Value.ToString("uuuu-MM-dd", null) + (read.Value.Time is { } time ? time.ToString(time.Second == 0 ? " HH:mm" : " HH:mm:ss", null) : ""));
    }

    [Theory]
    [InlineData("02/06/2027", true, "2027-02-06")]
    [InlineData("02/06/2027", false, "2027-06-02")]
    [InlineData("02/16/2027", false, "2027-02-16")]
    [InlineData("16/02/2027", true, "2027-02-16")]
    public void Day_and_month_stand_in_the_sheets_order_unless_only_one_is_possible(string text, bool monthFirst, string date) =>
        Assert.Equal(date, new TimeCellReader(false, monthFirst).Read(Cell.OfText(text)).Value.Date!.Value.ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData("T-30m", "T-30m")]
    [InlineData("T +1h", "T+1h")]
    [InlineData("T0", "T+0m")]
    [InlineData("T-0", "T+0m")]
    [InlineData("T+01:30", "T+1h30m")]
    [InlineData("T−2h", "T-2h")]
    [InlineData("H+2", "T+2h")]
    [InlineData("H-2h30", "T-2h30m")]
    [InlineData("J-14", "T-14d")]
    [InlineData("D+1", "T+1d")]
    public void Distances_from_T0_are_read(string text, string means) =>
        Assert.Equal(means, new TimeCellReader(false, false).Read(Cell.OfText(text)).Value.Relative?.ToString());

    [Fact]
    public void A_distance_without_a_unit_is_refused_with_both_readings() =>
        Assert.Equal("T-14m / T-14d", new TimeCellReader(false, false).Read(Cell.OfText("T-14")).Correction);

    [Theory]
    [InlineData(46424.0902777778, false)]
    [InlineData(44962.0902777778, true)]
    public void A_serial_number_without_its_format_is_a_date(double serial, bool uses1904)
    {
        var read = new TimeCellReader(uses1904, false).Read(Cell.OfNumber(serial));

        Assert.Equal((new LocalDate(2027, 2, 6), new LocalTime(2, 10)), (read.Value.Date, read.Value.Time));
    }

    [Theory]
    [InlineData("29; 30", "29|30")]
    [InlineData("#29,#30", "#29|#30")]
    [InlineData("29FS+2h", "29 FS+2h")]
    [InlineData("29 ss - 5 min", "29 SS-5m")]
    [InlineData("29FD+1 jour; 30DD", "29 FS+1d|30 SS")]
    [InlineData("29TI+2 horas", "29 FS+2h")]
    [InlineData("29FC", "29")]
    [InlineData("29 30", "29|30")]
    [InlineData("29 & 30", "29|30")]
    [InlineData("29\n30", "29|30")]
    [InlineData("٢٩؛ ٣٠", "٢٩|٣٠")]
    [InlineData("Load, then check", "Load, then check")]
    [InlineData("Load, then check; 29", "Load, then check|29")]
    [InlineData("Load, then checkFS+5m", "Load, then check FS+5m")]
    [InlineData("99", "99?")]
    [InlineData("29FS+50%", "29FS+50%?")]
    [InlineData("29+30", "29+30?")]
    [InlineData("29-30", "29-30?")]
    [InlineData("29FS+30", "29FS+30?")]
    [InlineData("29+30m", "29 FS+30m")]
    [InlineData("29XY", "29XY?")]
    public void Predecessors_are_read_as_people_write_them(string text, string means)
    {
        string[] tasks = ["29", "30", "#29", "#30", "٢٩", "٣٠", "Load, then check"];

        var read = LinkCell.Read(text, tasks.Contains, DurationUnit.Unsaid).Select(part => part.Link is { } link ? new Link(link.Name, link.Type, link.Lag).ToString() : part.Part + "?");

        Assert.Equal(means, string.Join('|', read));
    }

    [Fact]
    public async Task Cells_of_the_longest_text_are_read_in_time()
    {
        var spaces = "9" + new string(' ', 32_000) + "x";
        var phases = string.Concat(Enumerable.Repeat("phase ", 5_000)) + "x";

        await Task.Run(() =>
        {
            for (var cell = 0; cell < 200; cell++)
            {
                Assert.Null(Assert.Single(LinkCell.Read(spaces, text => text == "9", DurationUnit.Unsaid)).Link);
                Assert.Null(PhaseWords.Read(phases));
            }
        }, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_lag_without_a_unit_has_that_of_the_durations() =>
        Assert.Equal(PlanDuration.FromMinutes(120), Assert.Single(LinkCell.Read("29FS+2", text => text == "29", DurationUnit.Hours)).Link!.Value.Lag);

    [Theory]
    [InlineData("Load PostgreSQL", "load-postgresql")]
    [InlineData("Vérifier l'état œuvre", "verifier-l-etat-oeuvre")]
    [InlineData("هالة تسما", "halh-tsma")]
    [InlineData("Иван Петров", "ivan-petrov")]
    [InlineData("Γιώργος", "giorgos")]
    [InlineData("ሰላም", "")]
    [InlineData("A title that goes on and on and never seems to come to its end", "a-title-that-goes-on-and-on-and-never-seems-to")]
    public void Ids_are_made_of_names(string name, string id) => Assert.Equal(id, Ids.Slug(name));

    [Fact]
    public void Equal_names_get_ids_of_their_own_and_names_without_letters_a_number()
    {
        var ids = new Ids("person");

        Assert.Equal(["farah", "farah-2", "farah-3", "person-1", "person-2"], new[] { "Farah", "Farah", "farah", "ሰላም", "…" }.Select(ids.Make));
    }

    [Theory]
    [InlineData("0.00", NumberMeaning.Number)]
    [InlineData("General", NumberMeaning.Number)]
    [InlineData("#,##0 \"days\"", NumberMeaning.Number)]
    [InlineData("[Red]0", NumberMeaning.Number)]
    [InlineData("dd/mm/yyyy hh:mm", NumberMeaning.Date)]
    [InlineData("[$-409]d-mmm-yy;@", NumberMeaning.Date)]
    [InlineData("mmm", NumberMeaning.Date)]
    [InlineData("h:mm AM/PM", NumberMeaning.TimeOfDay)]
    [InlineData("mm:ss", NumberMeaning.TimeOfDay)]
    [InlineData("[h]:mm", NumberMeaning.Elapsed)]
    [InlineData("[mm]:ss", NumberMeaning.Elapsed)]
    [InlineData("", NumberMeaning.Number)]
    [InlineData("\"open", NumberMeaning.Number)]
    [InlineData("[", NumberMeaning.Number)]
    public void The_meaning_of_a_number_is_that_of_its_format(string code, object meaning) =>
        Assert.Equal(meaning, NumberFormats.MeaningOf(code));
}
