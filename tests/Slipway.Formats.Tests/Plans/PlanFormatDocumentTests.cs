using System.Text.RegularExpressions;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Plans;

/// <summary>docs/plan-format.md names every key and lies about no notation.</summary>
public sealed partial class PlanFormatDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.At("docs/plan-format.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("## launch.yaml", nameof(Grammar.Launch))]
    [InlineData("### window", nameof(Grammar.Window))]
    [InlineData("### bridge", nameof(Grammar.Bridge))]
    [InlineData("### environments", nameof(Grammar.Environments))]
    [InlineData("### people", nameof(Grammar.Person))]
    [InlineData("### teams", nameof(Grammar.Team))]
    [InlineData("### shifts", nameof(Grammar.Shift))]
    [InlineData("## cutover.yaml", nameof(Grammar.Cutover))]
    [InlineData("### Tasks", nameof(Grammar.Task))]
    [InlineData("### escalate", nameof(Grammar.Escalation))]
    [InlineData("### criteria", nameof(Grammar.Criterion))]
    [InlineData("### met", nameof(Grammar.Met))]
    [InlineData("### retry", nameof(Grammar.Retry))]
    [InlineData("### verify", nameof(Grammar.WorkCheck))]
    [InlineData("### command", nameof(Grammar.Command))]
    [InlineData("### sql", nameof(Grammar.Sql))]
    [InlineData("### expect of sql", nameof(Grammar.SqlExpect))]
    [InlineData("### migrate", nameof(Grammar.Migrate))]
    [InlineData("### snapshot", nameof(Grammar.Snapshot))]
    [InlineData("### traffic", nameof(Grammar.Traffic))]
    [InlineData("### http", nameof(Grammar.Http))]
    [InlineData("### expect of http", nameof(Grammar.Expectation))]
    [InlineData("### wait", nameof(Grammar.Wait))]
    [InlineData("### notify", nameof(Grammar.Notify))]
    [InlineData("### journey", nameof(Grammar.JourneyWork))]
    [InlineData("### journeys", nameof(Grammar.Journey))]
    [InlineData("### steps", nameof(Grammar.JourneyStep))]
    [InlineData("### extract", nameof(Grammar.Extract))]
    [InlineData("### accepted", nameof(Grammar.Accepted))]
    public void Lists_exactly_the_keys_that_the_reader_knows_in_their_order(string heading, string table) =>
        Assert.Equal(((Keys)typeof(Grammar).GetProperty(table)!.GetValue(null)!).Names, Rows(heading, "key").Select(row => row[0]));

    [Fact]
    public void Knows_of_no_other_group_of_keys() =>
        Assert.Equal(31, typeof(Grammar).GetProperties().Count(property => property.PropertyType == typeof(Keys)));

    [Theory]
    [InlineData("### Durations")]
    [InlineData("### Estimates")]
    [InlineData("### Times")]
    [InlineData("### Periods")]
    [InlineData("### Links")]
    [InlineData("### Hours")]
    public void What_it_says_is_accepted_is_and_what_it_says_is_refused_is_with_that_correction(string heading)
    {
        var (accepted, refused) = (Rows(heading, "you write"), Rows(heading, "not"));
        Assert.NotEmpty(accepted);
        Assert.All(accepted, row => Assert.Equal((true, row[1]), Read(heading, row[0])));
        Assert.All(refused, row => Assert.Equal((false, row[1]), Read(heading, row[0])));
    }

    [Fact]
    public void Its_small_plan_can_be_read_and_has_no_error_of_notation()
    {
        var blocks = Yaml().Matches(Document).Select(match => match.Groups[1].Value).ToList();
        var reading = PlanReader.Read(blocks[0], blocks[1]);
        Assert.Empty(reading.Problems);
        Assert.NotEmpty(PlanChecks.Run(reading.Plan!, reading.Source));
    }

    private static (bool, string?) Read(string heading, string text) => heading switch
    {
        "### Durations" => Said(TimeParser.Duration(text)),
        "### Estimates" => Said(TimeParser.Estimate(text)),
        "### Times" => Said(TimeParser.Time(text)),
        "### Periods" => Said(TimeParser.Period(text)),
        "### Links" => Said(TimeParser.Link(text)),
        _ => Said(TimeParser.Hours(text).Then(hours => string.Join('|', hours))),
    };

    private static (bool, string?) Said<T>(Parsed<T> parsed) => (parsed.Ok, parsed.Ok ? $"{parsed.Value}" : parsed.Correction);

    /// <summary>The rows of the table with this first head under a heading, without backticks.</summary>
    private static List<string[]> Rows(string heading, string head)
    {
        var start = Document.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no {heading}.");
        var end = Document.IndexOf("\n#", start + heading.Length + 1, StringComparison.Ordinal);
        var lines = Document[start..(end < 0 ? Document.Length : end)].Split('\n').ToList();
        var first = lines.FindIndex(line => line.StartsWith($"| {head} |", StringComparison.Ordinal));
        Assert.True(first >= 0, $"{heading} has no table of {head}.");
        return [.. lines.Skip(first + 2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim().Trim('`')).ToArray())];
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
