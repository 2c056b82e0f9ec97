using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

public sealed class PlanSheetCommandsTests : IDisposable
{
    private static readonly string Sheet = Repository.At("examples/sheets/cutover.csv");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sheet_becomes_a_plan_that_can_be_checked_and_its_odd_cell_is_told()
    {
        var (code, output, errors) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"), "--t0", "2027-02-05T22:00", "--zone", "Africa/Djibouti", "--window", "T-30m/T+11h/90m");

        Assert.Equal(1, code);
        Assert.Contains("cutover.csv:F14: warning: “half an hour” is not a duration; write it like this: 30m / 1h30 / 9m/12m/21m [sheet-not-a-duration]", output, StringComparison.Ordinal);
        Assert.Contains("Responsible", errors, StringComparison.Ordinal);
        var (checkedCode, report, _) = CommandRun.Run("plan", "check", In("launch"), "--json");
        Assert.NotEqual(2, checkedCode);
        Assert.DoesNotContain("unknown-key", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_alone_on_stdout_and_says_what_each_column_is()
    {
        var (code, output, errors) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"), "--column", "C=ignored", "--title", "Permits", "--id", "permits", "--json");

        Assert.Equal(1, code);
        Assert.Empty(errors);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.True(root.GetProperty("written").GetBoolean());
        Assert.False(root.GetProperty("ok").GetBoolean());
        Assert.Equal(10, root.GetProperty("tasks").GetInt32());
        Assert.Equal(["number", "title", "ignored", "owner", "deputy", "takes:m", "start", "after", "undo"], root.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("use").GetString()));
        Assert.Contains("F14", root.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("cell").GetString()));
        Assert.Contains("id: permits\ntitle: Permits\n", File.ReadAllText(In("launch/launch.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file_to_write_to()
    {
        var place = Directory.CreateDirectory(In("drill.xlsx")).FullName;
        var (code, _, errors) = CommandRun.Run("plan", "export", Repository.At("examples/drill"), "-o", place);
        Assert.Equal((2, $"slipway: {place} is a folder; name a file in it."), (code, errors.Trim()));
    }

    [Fact]
    public void An_exported_plan_comes_back_as_the_same_files()
    {
        Assert.Equal(0, CommandRun.Run("plan", "export", Repository.At("examples/drill"), "-o", In("drill.xlsx")).Code);
        Assert.Equal(0, CommandRun.Run("plan", "import", In("drill.xlsx"), "-o", In("once")).Code);
        Assert.Equal(0, CommandRun.Run("plan", "export", In("once"), "-o", In("again.xlsx")).Code);
        Assert.Equal(0, CommandRun.Run("plan", "import", In("again.xlsx"), "-o", In("twice")).Code);

        foreach (var file in new[] { "launch.yaml", "cutover.yaml" })
            Assert.Equal(File.ReadAllText(In($"once/{file}")), File.ReadAllText(In($"twice/{file}")));
    }

    [Fact]
    public void Existing_files_are_replaced_only_when_told_so_and_nothing_is_left_half_done()
    {
        Directory.CreateDirectory(In("launch"));
        File.WriteAllText(In("launch/cutover.yaml"), "mine");
        File.WriteAllText(In("launch/notes.txt"), "mine");

        var (code, output, errors) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--force", errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(In("launch/cutover.yaml")));
        Assert.False(File.Exists(In("launch/launch.yaml")));

        Assert.Equal(1, CommandRun.Run("plan", "import", Sheet, "-o", In("launch"), "--force").Code);
        Assert.StartsWith("launch: cutover\n", File.ReadAllText(In("launch/cutover.yaml")), StringComparison.Ordinal);
        Assert.Equal(["cutover.yaml", "launch.yaml", "notes.txt"], Directory.GetFiles(In("launch")).Select(Path.GetFileName).Order());
        Assert.Equal([In("launch")], Directory.GetDirectories(folder.Path));
    }

    [Theory]
    [InlineData("--title", " ", "missing-key")]
    [InlineData("--window", "T+4h/T-30m", "backwards")]
    [InlineData("--t0", "2027-03-28T02:30", "skipped-hour")]
    public void A_plan_that_would_not_be_read_back_is_not_written(string option, string value, string rule)
    {
        var (code, output, _) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"), "--zone", "Europe/Paris", option, value);

        Assert.Equal(2, code);
        Assert.Matches($@"(?m)^cutover\.csv: error: .+; .+ \[{rule}\]$", output);
        Assert.Contains("nothing was written", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Json_says_what_keeps_a_plan_from_being_written()
    {
        var (code, output, _) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"), "--window", "T+4h/T-30m", "--json");

        Assert.Equal(2, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal((false, false, 0), (json.RootElement.GetProperty("written").GetBoolean(), json.RootElement.GetProperty("ok").GetBoolean(), json.RootElement.GetProperty("tasks").GetInt32()));
        var problem = json.RootElement.GetProperty("problems").EnumerateArray().Single(problem => problem.GetProperty("severity").GetString() == "error");
        Assert.Equal(("backwards", "cutover.csv"), (problem.GetProperty("rule").GetString(), problem.GetProperty("file").GetString()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_and_an_empty_one_is_filled()
    {
        Directory.CreateDirectory(In("launch"));
        File.WriteAllText(In("launch/notes.txt"), "mine");
        var (code, output, errors) = CommandRun.Run("plan", "import", Sheet, "-o", In("launch"));
        Assert.Equal((2, "", $"slipway: {In("launch")} is not empty; choose another folder, or write into this one with --force, which replaces launch.yaml and cutover.yaml and leaves the rest."), (code, output, errors.Trim()));
        Assert.Equal([In("launch/notes.txt")], Directory.GetFileSystemEntries(In("launch")));

        Directory.CreateDirectory(In("empty"));
        Assert.Equal(1, CommandRun.Run("plan", "import", Sheet, "-o", In("empty")).Code);
        Assert.Equal([In("empty/cutover.yaml"), In("empty/launch.yaml")], Directory.GetFileSystemEntries(In("empty")).Order());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_file_system_s_root_is_no_folder_for_a_launch(bool force)
    {
        var root = Path.GetPathRoot(folder.Path)!;
        var before = Directory.GetFileSystemEntries(root).Order().ToList();

        var (code, output, errors) = CommandRun.Run(["plan", "import", Sheet, "-o", root, .. force ? ["--force"] : Array.Empty<string>()]);

        Assert.Equal((2, "", $"slipway: {root} is where the whole file system begins and no place for a launch; name a folder in it."), (code, output, errors.Trim()));
        Assert.Equal(before, Directory.GetFileSystemEntries(root).Order());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_and_nothing_is_left()
    {
        File.WriteAllText(In("file"), "mine");
        foreach (var place in new[] { In("file"), In("file/launch"), "/proc/launch" })
        {
            var (code, output, errors) = CommandRun.Run("plan", "import", Sheet, "-o", place);
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith($"slipway: {place} ", errors, StringComparison.Ordinal);
        }
        Assert.Equal([In("file")], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("mine", File.ReadAllText(In("file")));
    }

    [Fact]
    public void What_cannot_be_used_ends_with_2_and_writes_nothing()
    {
        File.WriteAllBytes(In("broken.xlsx"), [0x50, 0x4B, 3, 4, 0]);
        Assert.Equal(2, CommandRun.Run("plan", "import", In("broken.xlsx"), "-o", In("a")).Code);
        Assert.Equal(2, CommandRun.Run("plan", "import", In("missing.xlsx"), "-o", In("b")).Code);
        Assert.Equal(2, CommandRun.Run("plan", "import", Sheet, "-o", In("c"), "--zone", "Mars/Olympus").Code);
        Assert.Equal(2, CommandRun.Run("plan", "import", Sheet, "-o", In("d"), "--column", "C=boss").Code);
        Assert.Equal(2, CommandRun.Run("plan", "export", In("nowhere"), "-o", In("e.xlsx")).Code);
        Assert.Equal(2, CommandRun.Run("plan", "export", Repository.At("examples/drill"), "-o", In("f.csv")).Code);
        Assert.Equal([In("broken.xlsx")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_column_that_the_sheet_does_not_have_is_refused_by_its_name()
    {
        var (code, _, errors) = CommandRun.Run("plan", "import", Sheet, "-o", In("z"), "--column", "Z=owner");
        Assert.Equal(2, code);
        Assert.Contains("There is no column Z for \"Z=owner\"; the columns are A (", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private string In(string name) => Path.Combine(folder.Path, name);
}
