using NodaTime;
using Slipway.Formats.Sheets;
using Slipway.Formats.Sheets.Import;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class TimesOfSheetsTests
{
    [Fact]
    public void A_finish_before_the_start_on_the_day_of_both_is_on_the_next()
    {
        var plan = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Date", "Start", "End"],
            ["Load", "N. Farah", "06/02/2027", "23:30", "01:15"],
            ["Compare", "N. Farah", "07/02/2027", "02:00", "02:20"],
            ["Wait", "N. Farah", "07/02/2027", "03:00", "00:00"],
        ]).Import().Understood();

        Assert.Equal(["1h45m", "20m", "21h"], plan.Forward.Select(task => task.Takes!.ToString()));
    }

    [Theory]
    [InlineData("Date/heure début", "Date/heure fin")]
    [InlineData("Date / heure de début prévue", "Date / heure de fin prévue")]
    [InlineData("Data/Hora Início", "Data/Hora Fim")]
    [InlineData("Fecha/Hora inicio", "Fecha/Hora fin")]
    [InlineData("تاريخ/وقت البدء", "تاريخ/وقت الانتهاء")]
    [InlineData("Date/Time Start", "Date/Time End")]
    [InlineData("Start Date/Time", "End Date/Time")]
    public void A_name_of_day_and_time_is_a_start_or_a_finish(string start, string finish)
    {
        Assert.Equal("start", HeaderMatch.Of(start)?.Word);
        Assert.Equal("finish", HeaderMatch.Of(finish)?.Word);
    }

    [Theory]
    [InlineData("N.º", "number")]
    [InlineData("Tâches précédentes", "after")]
    [InlineData("Hora término", "finish")]
    [InlineData("الاعتمادية", "after")]
    [InlineData("الشخص المسؤول", "owner")]
    [InlineData("تاريخ ووقت البدء", "start")]
    [InlineData("Primary Owner", "owner")]
    [InlineData("Responsável pela execução", "owner")]
    [InlineData("Precedência", "after")]
    [InlineData("Libellé de l'action", "title")]
    [InlineData("Libellé de l’action", "title")]
    [InlineData("Descrição da atividade", "description")]
    [InlineData("Descripción de la actividad", "description")]
    [InlineData("Time (min)", "takes")]
    [InlineData("Time", "start")]
    public void More_names_of_real_sheets_are_known(string name, string word) => Assert.Equal(word, HeaderMatch.Of(name)?.Word);

    [Fact]
    public void A_second_column_of_the_same_kind_is_told_with_the_one_that_counts()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Duration (min)", "Owner", "Effort (h)", "Status", "RAG"],
            ["Load", "N. Farah", 10, "O. Osei", 3, "open", "green"],
        ]).Import();

        Assert.Equal(["D1 Owner Owner", "E1 Effort (h) Duration (min)"],
            result.Problems.Where(problem => problem.Rule.Name == "sheet-column-doubled").Select(problem => $"{problem.Where.Cell} {string.Join(' ', problem.Values)}"));
    }

    [Theory]
    [InlineData("Start (UTC)", true)]
    [InlineData("Start [Z]", true)]
    [InlineData("Start (GMT+1)", true)]
    [InlineData("Start (+05:30)", true)]
    [InlineData("Start (Europe/Paris)", true)]
    [InlineData("Start (UTC+3)", false)]
    [InlineData("Start (+03:00)", false)]
    [InlineData("Start (Africa/Nairobi)", false)]
    [InlineData("Start (local)", false)]
    [InlineData("Start (planned)", false)]
    public void A_column_that_names_another_zone_is_told(string name, bool isTold)
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Duration", name],
            ["Load", "N. Farah", "10m", "2027-02-06 02:10"],
        ]).Import();

        Assert.Equal(isTold ? ["D1 sheet-other-zone"] : [], result.Told());
    }

    [Theory]
    [InlineData("2027-03-28 02:30", "sheet-skipped-hour", "2027-03-28T03:30")]
    [InlineData("2027-10-31 02:30", "sheet-doubled-hour", "2027-10-31T02:30+02:00")]
    public void An_hour_that_the_clocks_skip_or_show_twice_is_told_at_its_cell(string start, string rule, string taken)
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Duration", "Start"],
            ["Load", "N. Farah", "10m", start],
        ]).Import(Importing.Options with { Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"], T0 = new PlanTime.WallClock(new LocalDateTime(2027, 3, 27, 22, 0).PlusMonths(start.Contains("-10-") ? 7 : 0)) });

        Assert.Equal([$"D2 {rule}"], result.Told());
        Assert.Equal(taken, result.Plan!.Forward[0].NotBefore!.ToString());
        Assert.True(ImportedTexts.Of("plan", () => result)!.MayBeSaved);
    }

    [Theory, InlineData("-5", "5m"), InlineData("-2h", "2h")]
    public void A_duration_below_nothing_is_not_corrected_to_one(string duration, string correction)
    {
        var result = new TestWorkbook().Sheet("Plan", [["Task", "Owner", "Duration"], ["Load", "N. Farah", duration]]).Import();
        Assert.Equal([duration, correction], result.Problems.Single(problem => problem.Rule == SheetRules.NotADuration).Values);
    }

    [Fact]
    public void An_error_in_the_place_of_the_title_is_told_as_that_cell()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Owner", "Duration"],
            [1, "Load", "N. Farah", "10m"],
            [2, new ErrorValue("#REF!"), "N. Farah", "10m"],
        ]).Import();

        Assert.Contains("B3 sheet-error-cell", result.Told());
    }
}
