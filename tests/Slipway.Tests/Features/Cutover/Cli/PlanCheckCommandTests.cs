using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

public sealed class PlanCheckCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData("usct"), InlineData("drill")]
    public void Finds_nothing_in_the_samples(string sample)
    {
        var (code, output, errors) = Check(Repository.At($"examples/{sample}"));
        Assert.Equal((0, ""), (code, errors));
        Assert.Single(output.TrimEnd().Split('\n'));
        Assert.Contains(": no problem found. ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_what_and_what_to_do_and_ends_with_1()
    {
        var broken = Drill(cutover => cutover.Replace("undo: take-new-down", "undo: take-it-down", StringComparison.Ordinal));
        var line = File.ReadAllLines(Path.Combine(broken, "cutover.yaml")).ToList().FindIndex(text => text.Contains("take-it-down", StringComparison.Ordinal)) + 1;

        var (code, output, errors) = Check(broken);

        Assert.Equal((1, ""), (code, errors));
        Assert.StartsWith(
            $"{Path.Combine(broken, "cutover.yaml")}:{line}:11: error: There is no task “take-it-down”; write the id of a task of this plan (nearest is take-new-down), or add the task. [unknown-task]\n\n",
            output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("1 error. 12 tasks forward and 4 back.\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_one_shape()
    {
        var broken = Drill(cutover => cutover.Replace("undo: take-new-down", "undo: take-it-down", StringComparison.Ordinal));
        var (code, output, _) = Check(broken, "--json");
        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["folder", "ok", "problems"], Keys(json.RootElement));
        Assert.Equal(broken, json.RootElement.GetProperty("folder").GetString());
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        var problem = Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal(["rule", "severity", "file", "line", "column", "task", "message", "remedy"], Keys(problem));
        Assert.Equal(("unknown-task", "error", "cutover.yaml", "hang-new"), (
            problem.GetProperty("rule").GetString(), problem.GetProperty("severity").GetString(),
            problem.GetProperty("file").GetString(), problem.GetProperty("task").GetString()));
    }

    [Fact]
    public void A_warning_alone_ends_with_0()
    {
        var (code, output, _) = CommandRun.Run("plan", "check", Repository.At("examples/drill"), "--now", "2030-01-01T00:00Z");
        Assert.Equal(0, code);
        Assert.Contains(": warning: T-0 is 2027-02-07T10:00. That is past; write a new “t0” in launch.yaml.", output, StringComparison.Ordinal);
        Assert.Contains("[t0-in-the-past]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_ends_with_2()
    {
        var (code, output, _) = Check(folder.File("nowhere"), "--json");
        Assert.Equal(2, code);
        using (var json = JsonDocument.Parse(output))
        {
            Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
            Assert.Equal("no-folder", Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray()).GetProperty("rule").GetString());
        }
        Assert.Equal(2, Check(Drill(_ => "forward: [")).Code);
        var (wrongNow, nothing, errors) = CommandRun.Run("plan", "check", Repository.At("examples/drill"), "--now", "yesterday");
        Assert.Equal((2, ""), (wrongNow, nothing));
        Assert.Contains("2027-02-01T05:00Z", errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Check(string path, params string[] more) =>
        CommandRun.Run(["plan", "check", path, "--now", "2026-11-01T00:00Z", .. more]);

    private string Drill(Func<string, string> edit)
    {
        var copy = Directory.CreateDirectory(folder.File("drill")).FullName;
        File.Copy(Repository.At("examples/drill/launch.yaml"), Path.Combine(copy, "launch.yaml"), overwrite: true);
        File.WriteAllText(Path.Combine(copy, "cutover.yaml"), edit(File.ReadAllText(Repository.At("examples/drill/cutover.yaml"))));
        return copy;
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
