using System.Text;
using System.Text.RegularExpressions;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Plans;

/// <summary>
/// Each file in Fixtures breaks one rule, the one in its name (rule[.variant].launch|cutover.yaml), and says in its
/// first line where. The other file of the pair is faultless.
/// </summary>
public sealed partial class ReadingRuleTests
{
    private const string GoodLaunch = """
        id: usct
        title: Cash transfer
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        languages: [en, fr]
        people:
          - { id: farah, name: A. Farah, roles: [it-operations] }
        """;

    private const string GoodCutover = """
        launch: usct
        workstreams: [data]
        forward:
          - { id: load, title: Load, phase: launch, workstream: data, owner: farah, takes: 5m/6m/9m }
        """;

    private static readonly string[] TestedInCode = ["no-folder", "no-file", "cannot-open", "too-large", "not-utf8", "empty-file", "more-problems", "edit-too-wide"];

    public static TheoryData<string> Fixtures() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Plans", "Fixtures"), "*.yaml").Select(path => Path.GetFileName(path)).Order()];

    [Fact]
    public void Finds_nothing_in_a_faultless_plan() => Assert.Empty(PlanReader.Read(GoodLaunch, GoodCutover).Problems);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Finds_exactly_the_one_fault_where_it_stands(string fixture)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plans", "Fixtures", fixture));
        var inLaunch = fixture.EndsWith(".launch.yaml", StringComparison.Ordinal);

        var reading = PlanReader.Read(inLaunch ? text : GoodLaunch, inLaunch ? GoodCutover : text);

        var expected = Expect().Match(text);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(
            $"{fixture.Split('.')[0]} {(inLaunch ? "launch.yaml" : "cutover.yaml")}:{expected.Groups[1]}:{expected.Groups[2]}",
            $"{problem.Rule} {problem.Where.File}:{problem.Where.Line}:{problem.Where.Column}");
        HasItsWords(problem);
    }

    [Theory]
    [InlineData("onwer", "Did you mean “owner”? The keys here are: ")]
    [InlineData("colour", "The keys here are: ")]
    public void Guesses_only_what_could_be_a_slip_of_the_keyboard(string key, string remedy)
    {
        var problem = Assert.Single(PlanReader.Read(GoodLaunch, GoodCutover.Replace("takes:", $"{key}: blue, takes:", StringComparison.Ordinal)).Problems);
        Assert.StartsWith(remedy, ProblemText.Remedy(problem), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_failing_fixture_for_every_rule()
    {
        var rules = Fixtures().Select(row => row.Data.Split('.')[0]).Concat(TestedInCode).Distinct().Order();

        Assert.Equal(RuleTexts.OfReading.Order(), rules);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("\uFEFF")]
    public void Says_that_a_file_is_empty(string text) => Only("empty-file", 1, 1, PlanReader.Read(text, GoodCutover));

    [Fact]
    public void Says_which_byte_is_not_UTF8()
    {
        var latin1 = Encoding.Latin1.GetBytes(GoodCutover.Replace("title: Load", "title: Chargé", StringComparison.Ordinal));

        var reading = PlanReader.Read(Encoding.UTF8.GetBytes(GoodLaunch), latin1);

        Only("not-utf8", 4, 29, reading);
        Assert.Equal(["0xE9"], reading.Problems[0].Values);
        Assert.False(reading.IsReadable);
    }

    [Fact]
    public void Names_UTF16() =>
        Assert.Equal(["UTF-16"], PlanReader.Read(Encoding.UTF8.GetBytes(GoodLaunch), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(GoodCutover)]).Problems.Single().Values);

    [Fact]
    public void Reads_a_byte_order_mark_and_keeps_the_places()
    {
        var launch = "\uFEFF" + GoodLaunch;

        var reading = PlanReader.Read(launch, GoodCutover);

        Assert.Empty(reading.Problems);
        var id = reading.Source.Find("launch/id");
        Assert.Equal("usct", launch[id.Start..id.End]);
        Assert.Empty(PlanReader.Read(Encoding.UTF8.GetBytes(launch), Encoding.UTF8.GetBytes(GoodCutover)).Problems);
    }

    [Fact]
    public void Refuses_a_file_of_50_MB()
    {
        Only("too-large", 1, 1, PlanReader.Read(Encoding.UTF8.GetBytes(GoodLaunch), new byte[50_000_000]));
        Only("too-large", 1, 1, PlanReader.Read(GoodLaunch, new string('#', 50_000_000)));
    }

    [Fact]
    public void Stops_after_ten_thousand_problems()
    {
        var many = new StringBuilder("forward:\n");
        for (var i = 0; i < 10_100; i++)
            many.Append("  - { id: t").Append(i).Append(", title: x, phase: launch, takes: 12 }\n");

        var reading = PlanReader.Read(GoodLaunch, many.ToString());

        Assert.Equal(10_001, reading.Problems.Count);
        Assert.Single(reading.Problems, problem => problem.Rule == "more-problems");
        Assert.Equal(10_100, reading.Plan!.Forward.Count);
    }

    [Fact]
    public async Task Reads_hundreds_of_thousands_of_doubled_keys_workstreams_and_languages_in_time()
    {
        var keys = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"k{number}: 1\n")) + string.Concat(Enumerable.Range(0, 200_000).Select(number => $"k{99_999 - number % 100}: 1\n"));
        var workstreams = $"workstreams: [{string.Join(", ", Enumerable.Range(0, 200_000).Select(number => $"w{number}"))}]\nforward: []\n";
        var languages = GoodLaunch.Replace("title: Cash transfer", $"title: {{ {string.Join(", ", Enumerable.Range(0, 100_000).Select(number => $"en-{number:000000}: x"))} }}", StringComparison.Ordinal)
            .Replace("[en, fr]", $"[{string.Join(", ", Enumerable.Range(0, 100_000).Select(number => $"fr-{number:000000}"))}]", StringComparison.Ordinal);

        await Task.Run(() =>
        {
            PlanReader.Read(GoodLaunch, keys);
            Assert.Equal(200_000, PlanReader.Read(GoodLaunch, workstreams).Plan!.Workstreams.Count);
            Assert.Contains(PlanReader.Read(languages, GoodCutover).Problems, problem => problem.Rule == "too-many-languages");
        }, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Never_copies_a_long_tag_prefix_into_every_tag()
    {
        var bomb = $"%TAG !a! tag:{new string('x', 1_000_000)}\n---\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"k{number}: !a!z 1\n"));

        Only("tag", 1, 1, PlanReader.Read(GoodLaunch, bomb));
    }

    [Fact]
    public void Says_why_a_folder_cannot_be_read()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-plan");
        try
        {
            Only("no-folder", 1, 1, PlanFolder.Read(Path.Combine(folder.FullName, "nowhere")).Reading);
            File.WriteAllText(Path.Combine(folder.FullName, "launch.yaml"), GoodLaunch);
            Only("no-file", 1, 1, PlanFolder.Read(folder.FullName).Reading);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "cutover.yaml"));
            Only("no-file", 1, 1, PlanFolder.Read(folder.FullName).Reading);
            Directory.Delete(Path.Combine(folder.FullName, "cutover.yaml"));
            File.WriteAllText(Path.Combine(folder.FullName, "cutover.yaml"), GoodCutover);
            var read = PlanFolder.Read(folder.FullName);
            Assert.Equal((GoodLaunch, GoodCutover, true), (read.LaunchYaml, read.CutoverYaml, read.Reading.IsGood));
            using (new FileStream(Path.Combine(folder.FullName, "cutover.yaml"), FileMode.Open, FileAccess.Read, FileShare.None))
                Only("cannot-open", 1, 1, PlanFolder.Read(folder.FullName).Reading);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Reads_the_rest_of_a_plan_with_a_bad_field()
    {
        var reading = PlanReader.Read(GoodLaunch.Replace("Africa/Djibouti", "Mars/Olympus", StringComparison.Ordinal), GoodCutover.Replace("5m/6m/9m", "soon", StringComparison.Ordinal));

        Assert.Equal(["unknown-zone", "bad-duration"], reading.Problems.Select(problem => problem.Rule));
        Assert.False(reading.HasClock);
        Assert.Equal("farah", reading.Plan!.Task("load")!.Owner);
        Assert.Null(reading.Plan.Task("load")!.Takes);
    }

    [Fact]
    public void Names_what_was_probably_meant()
    {
        Assert.Equal("owner", Value("unknown-key.cutover.yaml", 1));
        Assert.Equal("Africa/Djibouti", Value("unknown-zone.launch.yaml", 1));
        Assert.Equal("Africa/Nairobi", Value("unknown-zone.windows.launch.yaml", 1));
        Assert.Equal("Africa/Addis_Ababa", Value("unknown-zone.abbreviation.launch.yaml", 1));
        Assert.Equal("Etc/GMT-3", Value("unknown-zone.offset.launch.yaml", 1));
        Assert.Equal("stabilise", Value("unknown-phase.cutover.yaml", 1));
        Assert.Equal("reconciles", Value("unknown-purpose.cutover.yaml", 1));
        Assert.Equal("load-postgresql", Value("bad-id.cutover.yaml", 1));
        Assert.Equal("12m", Value("bad-duration.cutover.yaml", 1));
        Assert.Equal("2027-03-28T03:30", Value("skipped-hour.launch.yaml", 2));
        Assert.Equal("2027-10-31T02:30+02:00", Value("doubled-hour.launch.yaml", 2));
        Assert.Equal("2027-10-31T02:30+01:00", Value("doubled-hour.launch.yaml", 3));
        Assert.Equal("2027-11-07T01:30-04:00", Value("doubled-hour.new-york.launch.yaml", 2));
        Assert.Equal("2027-02-06T02:00 / 2027-02-06T00:00", Value("wrong-offset.launch.yaml", 3));

        static string Value(string fixture, int index)
        {
            var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plans", "Fixtures", fixture));
            var inLaunch = fixture.EndsWith(".launch.yaml", StringComparison.Ordinal);
            return PlanReader.Read(inLaunch ? text : GoodLaunch, inLaunch ? GoodCutover : text).Problems.Single().Values[index];
        }
    }

    [Fact]
    public void Shows_the_first_of_two_equal_ids() =>
        Assert.Equal(4, PlanReader.Read(GoodLaunch, GoodCutover + "\n  - { id: load, title: Again, phase: launch }").Problems.Single().SeeAlso!.Value.Line);

    private static void Only(string rule, int line, int column, PlanReading reading)
    {
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((rule, line, column), (problem.Rule, problem.Where.Line, problem.Where.Column));
        Assert.False(reading.IsReadable);
        HasItsWords(problem);
    }

    private static void HasItsWords(Problem problem)
    {
        var sentences = RuleTexts.All[problem.Rule].Message + RuleTexts.All[problem.Rule].Remedy;
        var holders = Placeholder().Matches(sentences).Select(match => match.Value).Distinct().Count();
        Assert.Equal(holders, problem.Values.Count);
        Assert.DoesNotContain("{0}", ProblemText.Message(problem) + ProblemText.Remedy(problem), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^# expect (\d+):(\d+)")]
    private static partial Regex Expect();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
