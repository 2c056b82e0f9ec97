using System.Globalization;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

public sealed class PlanScheduleCommandTests : IDisposable
{
    /// <summary>Ann can do one attended task at a time: b and c both could start at 02:10, b has less slack.</summary>
    private const string ThreeTasks = """
          - { id: a, title: A, phase: launch, owner: ann, deputy: ben, takes: 10m }
          - { id: b, title: B, phase: launch, owner: ann, deputy: ben, takes: 20m, after: a }
          - { id: c, title: C, phase: launch, owner: ann, deputy: ben, takes: 5m, after: a }
        """;

    private static readonly string[] TaskKeys =
        ["id", "earliestStart", "earliestFinish", "latestStart", "latestFinish", "slack", "critical", "plannedStart", "plannedFinish"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Json_says_when_each_task_can_must_and_is_planned_to_happen()
    {
        var tiny = TinyLaunch.Write(folder.File("tiny"), ThreeTasks);

        var (code, output, errors) = CommandRun.Run("plan", "schedule", tiny, "--json");

        Assert.Equal((0, ""), (code, errors));
        var schedule = JsonElement.Parse(output);
        Assert.Equal(["file", "start", "finish", "criticalPath", "tasks"], Keys(schedule));
        Assert.Equal((tiny, "2027-02-06T02:00:00Z", "2027-02-06T02:35:00Z"), (Text(schedule, "file"), Text(schedule, "start"), Text(schedule, "finish")));
        Assert.Equal(["a", "b"], schedule.GetProperty("criticalPath").EnumerateArray().Select(id => id.GetString()));
        Assert.All(schedule.GetProperty("tasks").EnumerateArray(), task => Assert.Equal(TaskKeys, Keys(task)));
        Assert.Equal(
            [
                "a 02:00-02:10, at the latest 02:00-02:10, slack 0, True, planned 02:00-02:10",
                "b 02:10-02:30, at the latest 02:10-02:30, slack 0, True, planned 02:10-02:30",
                "c 02:10-02:15, at the latest 02:25-02:30, slack 900, False, planned 02:30-02:35",
            ],
            schedule.GetProperty("tasks").EnumerateArray().Select(task =>
                $"{Text(task, "id")} {At(task, "earliestStart")}-{At(task, "earliestFinish")}, at the latest {At(task, "latestStart")}-{At(task, "latestFinish")}, "
                + $"slack {task.GetProperty("slack").GetInt64()}, {task.GetProperty("critical").GetBoolean()}, planned {At(task, "plannedStart")}-{At(task, "plannedFinish")}"));
    }

    [Fact]
    public void Text_has_both_answers_and_marks_what_is_critical()
    {
        var (code, output, errors) = CommandRun.Run("plan", "schedule", TinyLaunch.Write(folder.File("tiny"), ThreeTasks));
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("By links, clocks and hours alone: 2027-02-06 02:00 to 2027-02-06 02:30.", output, StringComparison.Ordinal);
        Assert.Contains("nobody doing two attended tasks at once: 2027-02-06 02:00 to 2027-02-06 02:35.", output, StringComparison.Ordinal);
        Assert.Contains("Critical path: a → b\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("* 2027-02-06 02:10  2027-02-06 02:10      0m  2027-02-06 02:10  2027-02-06 02:30  b", output, StringComparison.Ordinal);
        Assert.Contains("  2027-02-06 02:10  2027-02-06 02:25     15m  2027-02-06 02:30  2027-02-06 02:35  c", output, StringComparison.Ordinal);
    }

    /// <summary>Published: shared/data/psplib/j30.csv and j60.csv, column critical_path.</summary>
    [Fact]
    public void The_makespan_of_every_psplib_instance_is_the_published_critical_path()
    {
        var problems = SharedData.Folder("psplib");
        Assert.SkipWhen(problems is null, SharedData.Absent);

        var (code, output, errors) = CommandRun.Run("plan", "schedule", problems!, "--json");

        Assert.Equal((0, ""), (code, errors));
        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))
            .ToDictionary(answer => Path.GetFileName(Text(answer, "file")), answer => answer);
        Assert.Equal(960, answers.Count);
        var published = new[] { "j30.csv", "j60.csv" }.SelectMany(file => File.ReadLines(Path.Combine(problems!, file)).Skip(1)).Select(row => row.Split(','));
        Assert.All(published, row =>
        {
            var answer = answers[row[0]];
            Assert.Equal(int.Parse(row[1], CultureInfo.InvariantCulture), answer.GetProperty("makespan").GetInt32());
            // The chain that it names is as long as that.
            var tasks = answer.GetProperty("tasks").EnumerateArray().ToDictionary(task => Text(task, "id"));
            var path = answer.GetProperty("criticalPath").EnumerateArray().Select(id => tasks[id.GetString()!]).ToList();
            Assert.Equal(answer.GetProperty("makespan").GetInt32(), path.Sum(task => task.GetProperty("earliestFinish").GetInt32() - task.GetProperty("earliestStart").GetInt32()));
            Assert.All(path, task => Assert.Equal((true, 0), (task.GetProperty("critical").GetBoolean(), task.GetProperty("slack").GetInt32())));
        });
    }

    [Fact]
    public void Takes_folders_of_launches_and_says_what_is_wrong_with_one_while_it_answers_the_others()
    {
        TinyLaunch.Write(folder.File("good"), ThreeTasks);
        var round = TinyLaunch.Write(folder.File("round"), """
              - { id: a, title: A, phase: launch, owner: ann, deputy: ben, takes: 10m, after: b }
              - { id: b, title: B, phase: launch, owner: ann, deputy: ben, takes: 20m, after: a }
            """);

        var (code, output, errors) = CommandRun.Run("plan", "schedule", folder.Path, "--json");

        Assert.Equal(1, code);
        Assert.Equal(folder.File("good"), Text(JsonElement.Parse(Assert.Single(output.TrimEnd().Split('\n'))), "file"));
        Assert.StartsWith($"{Path.Combine(round, "cutover.yaml")}:3:", errors, StringComparison.Ordinal);
        Assert.Contains("a → b → a", errors, StringComparison.Ordinal);
        Assert.Contains("[cycle]", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { id: a, title: A, phase: launch, owner: ann, takes: 10m, after: b }", "[unknown-task]", 1)]
    [InlineData("- { id: a, title: A, phase: launch, owner: ann, takes: -10m }", "[negative-duration]", 1)]
    [InlineData("- { id: a, title: A, phase: launch, owner: ann }", "[no-estimate]", 1)]
    [InlineData("- [", "[open-bracket]", 2)]
    public void Times_that_would_be_wrong_are_not_given(string task, string rule, int expected)
    {
        var (code, output, errors) = CommandRun.Run("plan", "schedule", TinyLaunch.Write(folder.File("tiny"), "  " + task));
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(rule, errors, StringComparison.Ordinal);
    }

    [Theory, InlineData("schedule"), InlineData("simulate"), InlineData("check")]
    public void A_plan_longer_than_any_calendar_has_an_error_where_it_gets_too_long(string command)
    {
        var tasks = string.Join('\n', Enumerable.Range(0, 900).Select(i => $"  - {{ id: t{i}, title: Wait, phase: launch, owner: ann, takes: 3650d{(i > 0 ? $", after: t{i - 1}" : "")} }}"));
        var (code, output, errors) = CommandRun.Run("plan", command, TinyLaunch.Write(folder.File("tiny"), tasks));
        Assert.Equal(1, code);
        Assert.Matches("With “t100”.*\\[plan-too-long\\]", output + errors);
    }

    [Fact]
    public void A_file_that_is_no_psplib_problem_is_said_with_its_line()
    {
        File.WriteAllText(folder.File("empty.sm"), "nothing\n");
        File.WriteAllText(folder.File("round.sm"), """
            PRECEDENCE RELATIONS:
            1 1 1 2
            2 1 1 1
            ****
            REQUESTS/DURATIONS:
            1 1 5 0
            2 1 5 0
            ****
            RESOURCEAVAILABILITIES:
            4
            """);
        var (code, output, errors) = CommandRun.Run("plan", "schedule", folder.Path);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains($"{folder.File("empty.sm")}:1:1: error: there is no section PRECEDENCE RELATIONS; give a PSPLIB file (.sm).", errors, StringComparison.Ordinal);
        Assert.Contains("wait for each other", errors, StringComparison.Ordinal);
    }

    [Theory, InlineData("nowhere"), InlineData("note.txt"), InlineData("")]
    public void What_is_no_input_ends_with_2_and_says_what_to_give(string name)
    {
        File.WriteAllText(folder.File("note.txt"), "");
        var (code, output, errors) = CommandRun.Run("plan", "schedule", folder.File(name), "--json");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("slipway: ", errors, StringComparison.Ordinal);
        Assert.Contains("give ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_input_keeps_nobody_from_the_answer_to_the_others()
    {
        TinyLaunch.Write(folder.File("good"), ThreeTasks);
        var (code, output, errors) = CommandRun.Run("plan", "schedule", folder.File("nowhere"), folder.File("good"), "--json");
        Assert.Equal(2, code);
        Assert.Equal(folder.File("good"), Text(JsonElement.Parse(Assert.Single(output.TrimEnd().Split('\n'))), "file"));
        Assert.StartsWith($"slipway: {folder.File("nowhere")} is not there", errors, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;

    private static string At(JsonElement element, string key) => element.GetProperty(key).GetDateTime().ToUniversalTime().ToString("HH:mm", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
