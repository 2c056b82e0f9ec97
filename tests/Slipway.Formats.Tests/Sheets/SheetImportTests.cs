using CsCheck;
using NodaTime;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class SheetImportTests
{
    private static readonly object?[] Header = ["No", "Task", "Owner", "Duration", "Start", "Finish", "Predecessors", "Phase", "Type", "Status", "Attended"];

    private static LocalDateTime At(int hour, int minute = 0) => new(2027, 2, 6, hour, minute);

    [Fact]
    public void Every_cell_that_was_not_understood_is_told_by_its_place()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            Header,
            [1, "Load", "TBD", "soon", "after lunch", null, "99; 1", "Middle", "thing", "Cancelled", "perhaps"],
            [2, "Check", "Farah", 10, At(3), At(2), "Nobody", "Cutover", "gate", null, "no"],
            [2, "Open", "Farah", 10, At(3), At(4), null, "Cutover", "milestone", null, null],
            [null, null, "Osei", 5],
        ]).Import();

        Assert.Equal(
        [
            "D2 sheet-not-a-duration", "E2 sheet-not-a-time", "G2 sheet-unknown-predecessor", "G2 sheet-names-itself", "H2 sheet-unknown-phase", "I2 sheet-unknown-kind",
            "J2 sheet-cancelled", "K2 sheet-not-yes-or-no", "F3 sheet-finish-before-start", "G3 sheet-unknown-predecessor",
            "A4 sheet-doubled-id", "D4 sheet-duration-disagrees", "C5 sheet-no-title",
        ], result.Told());
        Assert.Equal(3, result.Plan!.Forward.Count);
        Assert.Contains("plan.xlsx:Plan!D2: “soon” is not a duration; write it like this: 30m / 1h30 / 9m/12m/21m", result.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_title_that_reads_like_a_decision_stays_a_task_and_is_pointed_out()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Owner", "Start", "Kind"],
            ["Go / No-Go", "Farah", At(2), null],
            ["Go/no-go: open", "Farah", At(3), "gate"],
            ["Let it go", "Farah", At(4), null],
        ]).Import();

        Assert.Equal([TaskKind.Task, TaskKind.Gate, TaskKind.Task], result.Plan!.Forward.Select(task => task.Kind));
        Assert.Equal(["A2"], result.Problems.Where(problem => problem.Rule == SheetRules.LooksLikeGate).Select(problem => $"{problem.Where.Cell}"));
    }

    [Theory]
    [InlineData("02:30", null)]
    [InlineData("02:45", "2027-02-06T02:45")]
    [InlineData("02:10", null)]
    public void A_start_becomes_a_constraint_only_where_no_predecessor_explains_it(string start, string? notBefore)
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Start", "Duration", "Predecessors"],
            [1, "Load", "02:00", 30, null],
            [2, "Check", start, 10, 1],
        ]).Import();

        Assert.Equal(notBefore, result.Plan!.Forward[1].NotBefore?.ToString());
        Assert.Equal(start == "02:10" ? ["C3 sheet-start-before-predecessor"] : [], result.Told());
    }

    [Fact]
    public void A_number_that_begins_anew_in_each_part_means_the_task_of_its_part()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Duration", "Predecessors"],
            ["Data"], [1, "Load", 5, null], [2, "Check", 5, 1],
            ["Platform"], [1, "Switch", 5, null], [2, "Look", 5, 1],
        ], merges: ["A2:D2", "A5:D5"]).Import();

        Assert.Equal(["1", "2", "1-2", "2-2"], result.Plan!.Forward.Select(task => task.Id));
        Assert.Equal(["1", "1-2"], result.Plan.Forward.SelectMany(task => task.After).Select(link => link.Predecessor));
    }

    [Fact]
    public void Without_numbers_a_number_is_the_tasks_place_and_that_is_said_once()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Duration", "Predecessors"], ["Load", 5, null], ["Check", 5, 1], ["Open", 5, "1; 2"],
        ]).Import();

        Assert.Equal(["load", "load", "check"], result.Plan!.Forward.SelectMany(task => task.After).Select(link => link.Predecessor));
        Assert.Equal(["C3 sheet-numbers-are-order"], result.Told());
    }

    [Fact]
    public void T0_zone_and_window_are_guessed_from_the_sheet_and_said()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Start", "Duration", "Phase"],
            ["Tell", new LocalDateTime(2027, 1, 30, 9, 0), 60, "Prepare"],
            ["Load", At(2), 300, "Cutover"],
        ]).Import(new ImportOptions());

        Assert.Equal(new LocalDateTime(2027, 2, 6, 2, 0), result.Plan!.Launch.T0.Local);
        Assert.Equal("T-30m/T+6h/20m", $"{result.Plan.Launch.Window.Opens}/{result.Plan.Launch.Window.Closes}/{result.Plan.Launch.Window.Contingency}");
        Assert.Equal("plan", result.Plan.Launch.Id);
        Assert.Equal(["sheet-no-zone", "sheet-window-taken", "sheet-t0-taken"], result.Problems.Select(problem => problem.Rule.Name));
        Assert.All(result.Problems, problem => Assert.Equal(Severity.Hint, problem.Severity));
    }

    [Fact]
    public void Without_any_date_T0_is_asked_for()
    {
        var result = new TestWorkbook().Sheet("Plan", [["Task", "Start", "Duration"], ["Load", "02:00", 5]]).Import(new ImportOptions());

        Assert.Null(result.Plan);
        Assert.Contains("sheet-no-t0", result.Problems.Select(problem => problem.Rule.Name));
    }

    [Fact]
    public void A_sheet_without_a_header_in_its_first_rows_is_refused_until_a_person_says_where_it_is()
    {
        var rows = Enumerable.Repeat<object?[]>(["x", "y"], 25).Append(["Task", "Owner", "Duration", "Start"]).Append(["Load", "Farah", 5, At(2)]);
        var book = new TestWorkbook().Sheet("Plan", rows).Read().Workbook!;

        Assert.Equal(["sheet-no-header"], SheetImport.ToPlan(book, SheetImport.Propose(book), Importing.Options).Problems.Select(problem => problem.Rule.Name));

        var said = SheetImport.Propose(book).With(SheetImport.WithHeader(book.Sheets[0], SheetRole.Plan, 26));
        Assert.Equal("load", Assert.Single(SheetImport.ToPlan(book, said, Importing.Options).Plan!.Forward).Id);
    }

    [Fact]
    public void A_person_may_change_what_a_column_is()
    {
        var book = new TestWorkbook().Sheet("Plan", [["Task", "Start", "Duration", "Colour"], ["Load", At(2), 5, "N. Farah"]]).Read().Workbook!;
        var proposed = SheetImport.Propose(book);
        var column = SheetImport.Columns(book.Sheets[0], proposed.Sheets[0])[3];

        Assert.Equal(("D", "Colour", "ignored"), (column.Letters, column.Name, column.Use.ToString()));
        Assert.Equal(["N. Farah"], column.Samples);
        Assert.Contains(SheetImport.ToPlan(book, proposed, Importing.Options).Problems, problem => problem.Rule == SheetRules.ColumnUnused && problem.Where.Cell == new CellPlace(1, 4));

        var changed = proposed.With(proposed.Sheets[0].With(4, new ColumnUse(SheetField.Owner)));
        Assert.Equal("n-farah", SheetImport.ToPlan(book, changed, Importing.Options).Plan!.Forward[0].Owner);
    }

    [Fact]
    public void Clocks_of_a_constraint_are_near_their_row_and_24_00_ends_its_day()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Start", "Duration", "Not before", "Not after"],
            ["Freeze", new LocalDateTime(2027, 2, 5, 22, 0), 30, "22:10", "24:00"],
            ["Load", At(1), 30, "23:30", new LocalTime(1, 45)],
            ["Archive", new LocalDateTime(2027, 2, 9, 10, 0), 30, null, "2027-02-09 24:00"],
        ]).Import();

        Assert.Equal(
            ["2027-02-05T22:10 2027-02-06T00:00", "2027-02-05T23:30 2027-02-06T01:45", "2027-02-09T10:00 2027-02-10T00:00"],
            result.Plan!.Forward.Select(task => $"{task.NotBefore} {task.NotAfter}"));
    }

    [Fact]
    public void A_clock_that_a_formula_carried_past_midnight_is_on_the_next_day()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["Task", "Date", "Start", "Duration"],
            ["Freeze", new Day(new LocalDate(2027, 2, 5)), new LocalTime(23, 30), 30],
            ["Load", null, new HoursAndMinutes(1.0208333333333333), 30],
            ["Check", new Day(new LocalDate(2027, 2, 5)), new HoursAndMinutes(1.0416666666666667), 30],
            ["Open", new Day(new LocalDate(2027, 2, 6)), new HoursAndMinutes(1.125), 30],
        ]).Import();

        Assert.Equal(["2027-02-05T23:30", "2027-02-06T00:30", "2027-02-06T01:00", "2027-02-06T03:00"], result.Plan!.Forward.Select(task => $"{task.NotBefore}"));
        Assert.Empty(result.Told());
    }

    [Fact]
    public void A_number_in_the_undo_column_names_a_rollback_task_first()
    {
        var result = new TestWorkbook()
            .Sheet("Plan", [["No", "Task", "Undo"], [1, "Load", 1], [2, "Check", 1], [3, "Open", 3]])
            .Sheet("Rollback", [["No", "Task"], [1, "Empty the database"], [2, "Tell everybody"]])
            .Import();

        Assert.Equal(["Empty the database", "Empty the database", null], result.Plan!.Forward.Select(task => task.Undo is Undo.By by ? result.Plan.Task(by.Task)!.Title.In("en") : null));
        Assert.Equal(["A2 sheet-doubled-id", "A3 sheet-doubled-id", "C4 sheet-names-itself"], result.Told().Order());
    }

    [Fact]
    public void A_predecessor_that_is_the_task_itself_or_named_again_with_another_lag_is_told()
    {
        var result = new TestWorkbook().Sheet("Plan",
        [
            ["No", "Task", "Predecessors"],
            [1, "Load", "1"],
            [2, "Check", "1FS+5m; 1FS+10m"],
            [3, "Open", "1; 2; 1"],
        ]).Import();

        Assert.Equal(["C2 sheet-names-itself", "C3 sheet-doubled-predecessor"], result.Told());
        Assert.Equal(["", "1 FS+5m", "1; 2"], result.Plan!.Forward.Select(task => string.Join("; ", task.After)));
    }

    [Fact]
    public async Task A_quarter_of_a_million_rows_of_one_name_and_one_team_are_read_in_time()
    {
        var csv = "Task,Owner,Team,Predecessors\n" + string.Concat(Enumerable.Range(0, 240_000).Select(row => row % 2 == 0 ? $"Load,P{row % 60_000},Data,Load\n" : $"Load,,T{row},\n"));

        var result = await Task.Run(() => Importing.ImportCsv(csv), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

        Assert.Equal(240_000, result.Plan!.Forward.Count);
    }

    /// <summary>A workbook carries characters that no plan's file can hold, and anything in the brackets of a name.</summary>
    [Fact]
    public void What_no_file_of_a_plan_can_hold_is_left_out_or_told_wherever_it_stands()
    {
        ImportResult With(string title, string language) => new TestWorkbook()
            .Sheet("Launch", [["Slipway launch", "1"], ["id", "usct"], [title, "Cash_x0007_"], ["zone", "Africa/Djibouti"], ["t0", "2027-02-06T02:00"], ["window opens", "T-30m"], ["window closes", "T+4h"],
                ["contingency", "20m"], ["language", language], ["bridge phone", "+253_x0007_ 21"], ["workstream", "da_x0007_ta"], [], ["Accepted", "Task", "Why"], ["lead", "load", "So_x0007_ be it"]])
            .Sheet("Plan", [["Id", "Task", "Kind", "Workstream"], ["load", "Lo_x0007_ad", null, "data"], ["go", "Go", "gate", "data"]])
            .Sheet("Gates", [["Gate", "Criterion", "Criterion title", "Must", "Met when"], ["go", "a", "Tot_x0007_als", "yes", "inside window 80%"]])
            .Import();

        Assert.Equal(["A3 sheet-launch-fact", "B9 sheet-launch-fact"], With("title (a: b, c)", "fr: x").Told());
        var plan = Importing.WrittenAndReadAgain(With("title (fr)", "fr").Plan!);
        Assert.Equal(("Cash", "+253 21", "data", "So be it"), (plan.Launch.Title.In("fr"), plan.Launch.Bridge!.Phone, plan.Workstreams[0], plan.Accepted[0].Why));
        Assert.Equal(new CriterionTest.InsideWindow(0.8), plan.Task("go")!.Gate!.Criteria[0].Met);
    }

    [Fact]
    public void Long_descriptions_of_the_way_back_become_rollback_tasks_with_instructions()
    {
        var text = "Stop the load.\n" + string.Concat(Enumerable.Repeat("Empty every table. ", 10));
        var plan = new TestWorkbook().Sheet("Plan", [["Task", "Owner", "Duration", "Rollback"], ["Load", "Farah", 5, text], ["Load more", "Osei", 5, text]]).Import().Understood();

        var rollback = Assert.Single(plan.Rollback);
        Assert.Equal(("stop-the-load", "farah"), (rollback.Id, rollback.Owner));
        Assert.Equal(text.Trim(), rollback.Do!.In("en"));
        Assert.All(plan.Forward, task => Assert.Equal(new Undo.By(rollback.Id), task.Undo));
    }

    [Fact]
    public void A_table_and_a_workbook_of_the_same_values_give_the_same_plan()
    {
        string[][] rows = [["No", "Task", "Owner", "Duration", "Start", "Predecessors"], ["1", "Load", "Farah / Osei", "1h30", "2027-02-06 02:00", ""], ["2", "Check", "Noor", "20", "2027-02-06 03:30", "1"]];
        var table = Importing.ImportCsv(string.Join('\n', rows.Select(row => string.Join(';', row)))).Understood();
        var workbook = new TestWorkbook().Sheet("Plan", rows.Select(row => row.Select(cell => cell.Length > 0 ? (object?)cell : null).ToArray())).Import().Understood();

        Assert.Equal(Structure.Of(table), Structure.Of(workbook));
    }

    [Fact, Trait("Speed", "slow")]
    public void Two_hundred_thousand_tasks_become_a_plan()
    {
        var rows = Enumerable.Range(1, 200_000).Select(i => new object?[] { i, $"Task {i % 1000}", $"Person {i % 300}", "5", i > 1 ? $"{i - 1}" : null, i == 7 ? "x" : null });

        var result = new TestWorkbook { InlineTexts = true }.Sheet("Plan", [["No", "Task", "Owner", "Duration", "Predecessors", "Phase"], .. rows]).Import();

        Assert.Equal(200_000, result.Plan!.Forward.Count);
        Assert.Equal("199999", result.Plan.Forward[^1].After[0].Predecessor);
        Assert.Equal(300, result.Plan.Launch.People.Count);
    }

    [Fact]
    public void An_import_that_nobody_waits_for_any_more_stops()
    {
        using var gone = new CancellationTokenSource();
        var workbook = new TestWorkbook().Sheet("Plan", [["No", "Task", "Duration"], [1, "Freeze", 5], [2, "Load", 5], [3, "Check", 5]]).Read().Workbook!;
        var rows = new RowsThat(workbook.Sheets[0].Rows, row => { if (row == 3) gone.Cancel(); });
        var watched = workbook with { Sheets = [new Grid("Plan", false, rows, [])] };
        var mapping = SheetImport.Propose(workbook);

        Assert.Throws<OperationCanceledException>(() => SheetImport.ToPlan(watched, mapping, Importing.Options, gone.Token));
        Assert.Equal(3, rows.Last);
    }

    /// <summary>Rows of which each is told when it is asked for.</summary>
    private sealed class RowsThat(IReadOnlyList<GridRow> rows, Action<int> tell) : IReadOnlyList<GridRow>
    {
        public int Last { get; private set; }

        public int Count => rows.Count;

        public GridRow this[int index]
        {
            get
            {
                Last = Math.Max(Last, rows[index].Number);
                tell(rows[index].Number);
                return rows[index];
            }
        }

        public IEnumerator<GridRow> GetEnumerator() => rows.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Fact]
    public void Too_many_problems_are_counted_and_not_all_kept()
    {
        var rows = Enumerable.Range(1, 10_050).Select(i => new object?[] { $"Task {i}", "soon" });

        var result = new TestWorkbook().Sheet("Plan", [["Task", "Duration"], .. rows, ["Last", 5]]).Import();

        Assert.Equal("And 50 more.", result.Problems[^1].Message);
    }

    [Fact]
    public void No_sheet_of_odd_values_makes_it_throw()
    {
        string[] names = ["No", "ID", "Task", "المهمة", "Owner", "Deputy", "Duration", "Start", "Finish", "Date", "Predecessors", "Phase", "Type", "Rollback", "Team", "Role", "Escalate to", "Not before", "Quorum", "Gate", "Criterion", "Met when", "Name", "Phone", "Etapa", "Status"];
        object?[] values =
        [
            null, "", "-", "x", "Load", 1, -1, 0.5, 1.5, 46424.09, 1e300, double.Epsilon, true, "29FS+", "1;2;3", ";;;", "1FS-99999999d", "T-", "T+999999999h", "T-14", "24:00", "25:00",
            "31/02/2027", "99/99/9999", "2027-02-30", "0000", "9999", "/", "//", "a/b/c", "Farah, Osei", "=1", "none", "no return", "9/12/21", "////", "gate", "Rollback", "Phase 1", "مسودة", "\uD800",
            new ErrorValue("#N/A"), new LocalTime(23, 59), new Elapsed(99999), new LocalDateTime(9999, 12, 31, 23, 59, 59), new Day(new LocalDate(1900, 3, 1)), "inside window 2", "said by", "task ", "1.1", "1.1.1", "1.",
        ];
        Gen.Select(Gen.Int[0, names.Length - 1].Array[1, 9], Gen.Int[0, values.Length - 1].Array[0, 90], Gen.Bool, Gen.Int[0, 3]).Sample((header, cells, is1904, options) =>
        {
            var rows = cells.Chunk(header.Length).Select(row => row.Select(cell => values[cell]).ToArray());
            var book = new TestWorkbook { Uses1904 = is1904 }
                .Sheet("Plan", [[.. header.Select(name => (object?)names[name])], .. rows], merges: ["A2:C2", "B4:B6"])
                .Sheet("Gates", [["Gate", "Criterion", "Met when"], .. rows])
                .Sheet("Rollback", [["Task", "Owner", "Duration", "Start"], .. rows])
                .Sheet("People", [["Name", "Phone", "Deputy", "Role"], .. rows])
                .Read().Workbook!;
            var said = options switch { 0 => new ImportOptions(), 1 => Importing.Options, _ => Importing.Options with { Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"], Window = null } };
            var result = SheetImport.ToPlan(book, SheetImport.Propose(book), said);
            Assert.All(result.Problems, problem => Assert.NotEmpty(problem.ToString()));
            if (result.Plan is { } plan)
                Importing.WrittenAndReadAgain(plan);
        }, iter: 600);
    }
}
