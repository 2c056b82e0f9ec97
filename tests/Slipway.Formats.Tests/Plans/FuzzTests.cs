using System.Text;
using CsCheck;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Plans;

/// <summary>Whatever stands in a plan, reading it gives a plan or problems at places that exist.</summary>
public sealed class FuzzTests
{
    private static readonly string Launch = File.ReadAllText(Repository.At("examples/drill/launch.yaml"));
    private static readonly string Cutover = File.ReadAllText(Repository.At("examples/drill/cutover.yaml"));

    /// <summary>Everything that requests, waits, journeys and messages can have.</summary>
    private const string Acting = """
        launch: drill
        forward:
          - { id: open, kind: http, title: Open, phase: launch, takes: 1m/2m/3m, onCrash: probe, retry: { times: 3 }, with: { url: "${service}/open", method: POST, headers: { A: b }, body: x, redirects: follow, expect: { status: [200, 204], json: { "$.a[0]": b }, headers: { C: d }, body: e, within: 2s } }, verify: { kind: journey, with: { journey: apply } } }
          - { id: ready, kind: wait, title: Wait, phase: launch, takes: 1m/2m/3m, with: { until: { kind: wait, with: { until: { kind: http, with: { url: "https://a.example.org" } }, atMost: 1m } }, every: 5s, atMost: 30m } }
          - { id: tell, kind: notify, title: Tell, phase: launch, takes: 1m/2m/3m, with: { to: [daher, it-operations], addresses: ["+253 77 00 00 01", a@example.org], webhooks: true, subject: { en: Moved, fr: Parti }, text: "${service}" } }
        journeys:
          - id: apply
            title: { en: Apply, fr: Demander }
            base: "${service}"
            steps:
              - { title: Open, get: /apply, extract: { csrf: { regex: 'v="([^"]+)"', secret: true }, id: { json: "$['a b'].c" } } }
              - { title: Send, post: /apply, form: { csrf: "${csrf}" }, extract: { where: { header: Location } } }
              - { title: See, put: "${where}", json: { a: b }, expect: { status: 200 } }
        """;

    private static readonly string[] Pieces =
    [
        "\n", "\t", "  ", ":", ": ", "- ", "-", "[", "]", "{", "}", ",", "#", "&a ", "*a", "!t ", "!!int ", "|", ">", "|+9", "%YAML 1.1\n", "---\n", "...\n", "\"", "'", "\\", "? ", "<<: ", "\0", "\a", "\u0085", "\u2028", "\uFEFF", "\uD800",
        "id: x\n", "after: ", "T-30m", "T+99999999h", "-5m", "null", "~", "yes", "٣٠", "go", "gate", "kind: gate\n", "criteria: [", "met: { task: x }", "launch: y\n", "forward:\n", "rollback:\n",
        "kind: http\n", "kind: notify\n", "addresses: [", "text: {", "with: ", "until: ", "journeys:\n", "steps: [", "get: ", "extract: ", "regex: '(a'", "expect: { json: { \"$[\": x } }", "${", "$.",
    ];

    [Fact]
    public void No_piece_put_into_a_plan_makes_it_throw() =>
        Gen.Select(Damage(Cutover), Damage(Cutover), Damage(Launch)).Sample((first, second, third) => Holds(Apply(Launch, third), Apply(Apply(Cutover, first), second)), iter: 2_000);

    [Fact]
    public void No_piece_put_into_what_acts_by_itself_makes_it_throw() =>
        Gen.Select(Damage(Acting), Damage(Acting)).Sample((first, second) => Holds(Launch, Apply(Apply(Acting, first), second)), iter: 4_000);

    [Fact]
    public void No_bytes_make_it_throw() =>
        Gen.Select(Gen.Int[0, Cutover.Length - 1].Array[1, 6], Gen.Byte.Array[6]).Sample((places, values) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Cutover);
            for (var n = 0; n < places.Length; n++)
                bytes[places[n]] = values[n];
            Located(PlanReader.Read(Encoding.UTF8.GetBytes(Launch), bytes), Launch, Encoding.UTF8.GetString(bytes));
        }, iter: 1_000);

    [Fact]
    public void No_soup_of_yaml_makes_it_throw() =>
        Gen.OneOf(Pieces).Array[0, 60].Sample(pieces => Holds(Launch, string.Concat(pieces)), iter: 5_000);

    /// <summary>What it accepts it accepts again in the plan's own notation, and what it corrects it would accept.</summary>
    [Fact]
    public void No_text_makes_a_time_throw_and_what_is_understood_is_written_as_it_is_read()
    {
        var text = Gen.OneOf(
            Gen.OneOf("T", "t", "J", "D", "H", "-", "+", "−", "–", " ", "0", "1", "12", "30", "99", "59", "24", ":", "h", "m", "s", "d", "min", "2027", "2027-02-06", "T02:10", "02", "/", ".", "pm", "+02:00", "Z", "٣", "FS", "SS", "29", "task", ",", ";", "Mon", "Mon-Thu", "Sun", "08:00-16:00").Array[0, 7].Select(string.Concat),
            Gen.String[Gen.Char, 0, 12]);
        text.Sample(typed =>
        {
            Again(typed, TimeParser.Duration, value => value.ToString());
            Again(typed, TimeParser.Estimate, value => value.ToString());
            Again(typed, one => TimeParser.Time(one), value => value.ToString()!);
            Again(typed, TimeParser.Link, value => value.ToString());
            _ = TimeParser.WallClock(typed);
            _ = TimeParser.Period(typed);
            _ = TimeParser.Hours(typed);
        }, iter: 50_000);

        static void Again<T>(string typed, Func<string, Parsed<T>> read, Func<T, string> write)
        {
            var first = read(typed);
            if (!first.Ok)
                return;
            var written = write(first.Value);
            var second = read(written);
            Assert.True(second.Ok && write(second.Value) == written, $"\"{typed}\" is read as {written}, and that as {(second.Ok ? write(second.Value) : "nothing")}");
        }
    }

    private static Gen<(int At, int Cut, string Put)> Damage(string text) => Gen.Select(
        Gen.Int[0, text.Length - 1], Gen.OneOf(Gen.Const(0), Gen.Int[0, 80]), Gen.OneOf(Gen.OneOf(Pieces), Gen.String[Gen.Char, 0, 10]));

    private static string Apply(string text, (int At, int Cut, string Put) damage)
    {
        var at = Math.Min(damage.At, text.Length);
        return text[..at] + damage.Put + text[Math.Min(at + damage.Cut, text.Length)..];
    }

    private static void Holds(string launch, string cutover) => Located(PlanReader.Read(launch, cutover), launch, cutover);

    private static void Located(PlanReading reading, string launch, string cutover)
    {
        var problems = reading.Plan is { } plan ? reading.ProblemsWith(PlanChecks.Run(plan, reading.Source, null, reading.HasClock)) : reading.Problems;
        Assert.True(reading.Plan is not null || problems.Count > 0);
        foreach (var problem in problems)
        {
            Assert.NotEmpty(ProblemText.Line(problem));
            var text = problem.Where.File == PlanFolder.LaunchFile ? launch : cutover;
            // A last line without an end, and the place behind it.
            var lines = text.Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length + 1;
            Assert.InRange(problem.Where.Line, 1, lines);
            Assert.InRange(problem.Where.Column, 1, text.Length + 1);
        }
    }
}
