using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Testing;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Scheduling;

/// <summary>Random plans with everything that a schedule has to respect.</summary>
internal static class AnyPlan
{
    private static readonly string[] Links = ["FS", "FS", "FS", "SS", "FF", "SF"];
    private static readonly string?[] Owners = ["farah", "osei", Roles.ItOperations, null];

    private sealed record Seed(int Takes, int Spread, int Owner, int Flags, int Clock, (int Back, int Type, int Lag)[] After);

    /// <summary>Plans of up to 14 tasks. With hours: some are prepared by a team that goes home, in calendar days, over a night in which the clock is put forward.</summary>
    public static Gen<Plan> Gen(bool hours, bool deadlines = false) => CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, 40], CsCheck.Gen.Int[0, 30], CsCheck.Gen.Int[0, 3], CsCheck.Gen.Int[0, 255], CsCheck.Gen.Int[-300, 200],
        CsCheck.Gen.Select(CsCheck.Gen.Int[1, 5], CsCheck.Gen.Int[0, 5], CsCheck.Gen.Int[-10, 20]).Array[0, 3],
        (takes, spread, owner, flags, clock, after) => new Seed(takes, spread, owner, flags, clock, after)).Array[1, 14]
        .Select(seeds => Build(seeds, hours, deadlines));

    private static Plan Build(Seed[] seeds, bool hours, bool deadlines)
    {
        var builder = new PlanBuilder()
            .Person("farah").Person("osei", [Roles.ItOperations]).Person("noor", [Roles.ItOperations])
            .Shift(-10_000, 60, null, null, "osei").Shift(60, 10_000, null, null, "noor")
            .Team("dba", ["farah"], [Hours(8, 12, Enum.GetValues<IsoDayOfWeek>().Where(day => day is not (IsoDayOfWeek.None or IsoDayOfWeek.Sunday)).ToArray())], [Span(-500, -200)]);
        if (hours)
            builder.In("Europe/Paris").At(new LocalDateTime(2027, 3, 28, 12, 0));
        for (var i = 0; i < seeds.Length; i++)
        {
            var seed = seeds[i];
            var after = seed.After.Where(link => link.Back <= i)
                .Select(link => new Link($"t{i - link.Back}", ParseLink($"x {Links[link.Type]}").Type, hours && link.Lag == 7 ? new PlanDuration(1, Duration.Zero) : PlanDuration.FromMinutes(link.Lag)))
                .ToList();
            builder.Task($"t{i}", 0, Owners[seed.Owner], with: task => task with
            {
                After = after,
                Takes = hours && (seed.Flags & 3) == 3
                    ? Estimate.Exactly(new PlanDuration(1, Duration.Zero))
                    : new Estimate(PlanDuration.FromMinutes(seed.Takes), PlanDuration.FromMinutes(seed.Takes + seed.Spread / 3), PlanDuration.FromMinutes(seed.Takes + seed.Spread)),
                Attended = (seed.Flags & 12) != 12,
                Who = (seed.Flags & 16) == 16 ? ["noor"] : [],
                Phase = hours && (seed.Flags & 32) == 32 ? Phase.Prepare : Phase.Launch,
                Team = (seed.Flags & 32) == 32 ? "dba" : null,
                NotBefore = (seed.Flags & 64) == 64 ? Minutes(seed.Clock) : null,
                NotAfter = deadlines && (seed.Flags & 128) == 128 ? Minutes(seed.Clock + 60) : null,
                Undo = (seed.Flags & 1) == 1 ? new Undo.By($"u{i}") : null,
            });
            builder.Rollback($"u{i}", 1 + seed.Spread, Owners[seed.Owner]);
        }
        return builder.Build();
    }
}
