using NodaTime;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Benchmarks;

/// <summary>Plans of any size, the same for the same size: with the words, people and links that professional plans have.</summary>
internal static class MadeUpPlans
{
    /// <summary>What everything in a plan that acts waits for.</summary>
    public const string FirstOfActing = "begin";

    private static readonly string[] Verbs = ["Load", "Verify", "Export", "Reconcile", "Switch", "Restart", "Back up", "Index", "Announce", "Open"];
    private static readonly string[] Things =
    [
        "the beneficiary register", "payment batches of November", "the district accounts", "the message gateway", "case files of the north",
        "the identity service", "the reporting database", "the callback queue", "the citizens' portal", "the audit trail",
    ];

    private static readonly string[] Workstreams = ["data", "platform", "payments", "security", "communications", "support"];

    /// <summary>Tasks of random length, each after so many earlier ones.</summary>
    /// <param name="tasks">How many.</param>
    /// <param name="linksEach">How many predecessors each has.</param>
    /// <param name="people">How many share the attended tasks; 0 for tasks that take nobody.</param>
    public static Plan Bare(int tasks, int linksEach, int people)
    {
        var random = new Random(20270206);
        var forward = new PlanTask[tasks];
        for (var i = 0; i < tasks; i++)
            forward[i] = Work($"task-{i}", $"Task {i}", Estimate(random, 1, 30)) with
            {
                Attended = people > 0,
                Owner = people > 0 ? $"person-{random.Next(people)}" : null,
                After = After(random, i, linksEach, within: 200),
            };
        return new Plan { Launch = Launch("bare", people), Forward = forward };
    }

    /// <summary>A launch phase of so many tasks, with a gate near its end, a rollback plan and people; it reads back from YAML.</summary>
    public static Plan Launching(int tasks, int people = 30)
    {
        var random = new Random(20270206);
        var (forward, gateAt) = (new List<PlanTask>(), tasks * 9 / 10);
        for (var i = 0; i < tasks - 2; i++)
        {
            if (i == gateAt)
                forward.Add(Gate([Link($"task-{i - 1}"), Link($"task-{i - 2}")]));
            forward.Add(Work($"task-{i}", $"{Verbs[random.Next(Verbs.Length)]} {Things[random.Next(Things.Length)]}, part {i}", Estimate(random, 2, 12)) with
            {
                Workstream = Workstreams[random.Next(Workstreams.Length)],
                Owner = $"person-{random.Next(people)}",
                Deputy = $"person-{random.Next(people)}",
                Attended = random.Next(5) > 0,
                After = i > gateAt ? [Link("go"), .. After(random, i, 1, within: 15).Where(link => link.Predecessor != "go")] : After(random, i, 1 + i % 2, within: 25),
                Undo = i > gateAt ? new Undo.Impossible() : random.Next(3) > 0 ? new Undo.Nothing() : new Undo.By($"undo-{i * (people / 2) / tasks}"),
            });
        }
        forward.Add(Work("open", "The service is open", null) with { Kind = TaskKind.Milestone, GoLive = true, After = [Link($"task-{tasks - 3}")] });
        return new Plan
        {
            Launch = Launch("made-up", people),
            Workstreams = Workstreams,
            Forward = forward,
            Rollback = [.. Enumerable.Range(0, people / 2).Select(i => Work($"undo-{i}", $"Put back {Things[i % Things.Length]}", Estimate(random, 2, 8)) with
            {
                IsRollback = true,
                Workstream = Workstreams[i % Workstreams.Length],
                Owner = $"person-{i}",
                Deputy = $"person-{i + 1}",
            })],
        };
    }

    /// <summary>A person's task, and behind it so many that act, none waiting for another; it reads back from YAML.</summary>
    public static Plan Acting(int tasks, WorkSettings work) => new()
    {
        Launch = Launch("made-up", 4) with { RehearsalEnvironment = new Dictionary<string, string> { ["service"] = "http://127.0.0.1" } },
        Workstreams = Workstreams,
        Forward =
        [
            Work(FirstOfActing, "Let them begin", Slipway.Planning.Plans.Estimate.Exactly(PlanDuration.FromMinutes(1))) with { Owner = "person-0", Deputy = "person-1" },
            .. Enumerable.Range(0, tasks).Select(i => Work($"task-{i}", $"Part {i}", Slipway.Planning.Plans.Estimate.Exactly(PlanDuration.FromMinutes(1))) with
            {
                Workstream = Workstreams[i % Workstreams.Length],
                Owner = "person-0",
                Deputy = "person-1",
                Attended = false,
                After = [Link(FirstOfActing)],
                Undo = new Undo.Nothing(),
                Work = new AutomatedWork { With = work },
            }),
            Work("open", "The service is open", null) with { Kind = TaskKind.Milestone, GoLive = true, After = [.. Enumerable.Range(0, tasks).Select(i => Link($"task-{i}"))] },
        ],
    };

    private static PlanTask Gate(Link[] after) => Work("go", "Go / no-go", null) with
    {
        Kind = TaskKind.Gate,
        After = after,
        Gate = new GateRules(["service-owner", "it-operations"], "service-owner", null, [new Criterion("window", LocalizedText.Of("Likely inside the window"), false, new CriterionTest.InsideWindow(0.8))]),
    };

    private static Link Link(string predecessor) => new(predecessor, LinkType.FinishToStart, PlanDuration.Zero);

    private static PlanTask Work(string id, string title, Estimate? takes) => new() { Id = id, Title = LocalizedText.Of(title), Takes = takes };

    private static Link[] After(Random random, int task, int number, int within) =>
        [.. Enumerable.Range(0, Math.Min(number, task)).Select(_ => random.Next(Math.Max(0, task - within), task)).Distinct().Select(before => Link($"task-{before}"))];

    private static Estimate Estimate(Random random, int least, int most)
    {
        var likely = random.Next(least, most);
        return new Estimate(PlanDuration.FromMinutes(likely * 0.7), PlanDuration.FromMinutes(likely), PlanDuration.FromMinutes(likely * 2));
    }

    private static Launch Launch(string id, int people) => new()
    {
        Id = id,
        Title = LocalizedText.Of("A made-up launch"),
        Zone = DateTimeZoneProviders.Tzdb["Africa/Djibouti"],
        T0 = new PlanTime.WallClock(new LocalDateTime(2027, 2, 6, 2, 0)),
        Window = new CutoverWindow(new PlanTime.FromT0(PlanDuration.FromMinutes(-30)), new PlanTime.FromT0(PlanDuration.FromMinutes(480)), PlanDuration.FromMinutes(20)),
        Bridge = new Bridge("+253 21 00 00 00", "https://meet.example.org/made-up"),
        People = [.. Enumerable.Range(0, people).Select(i => new Person($"person-{i}", $"Person {i}", i switch { 0 => ["service-owner"], 1 => ["it-operations"], _ => [] }, Phone: $"+253 77 00 00 {i:00}"))],
        Shifts = people == 0 ? [] : [new Shift(new PlanTime.FromT0(PlanDuration.FromMinutes(-60)), new PlanTime.FromT0(PlanDuration.FromMinutes(600)), "person-0", "person-2", [])],
    };
}
