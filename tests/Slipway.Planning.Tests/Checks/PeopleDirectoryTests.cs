using CsCheck;
using NodaTime;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class PeopleDirectoryTests
{
    private static readonly string[] Ids = ["ali", "bea", "cyd", "dan"];
    private static readonly string[] SomeRoles = [Roles.ItOperations, Roles.Trainer];
    private static readonly string[] Names = [.. Ids, .. SomeRoles, Roles.CutoverManager, Roles.Scribe, "nobody"];

    private static readonly Gen<(int From, int Length, string? Manager, string? Scribe, string[] On)> Shifts = Gen.Select(
        Gen.Int[0, 20], Gen.Int[1, 8], Gen.Int[0, 4].Select(Id), Gen.Int[0, 4].Select(Id), Gen.Int[0, 3].Select(number => Ids[number]).Array[0, 2]);

    private static string? Id(int number) => number < Ids.Length ? Ids[number] : null;

    [Fact]
    public void Means_at_every_time_whom_the_plan_means() => Gen.Select(Shifts.Array[0, 5], Gen.Int[-2, 32]).Sample((shifts, minute) =>
    {
        var builder = new PlanBuilder()
            .Person("ali", [Roles.ItOperations]).Person("bea", [Roles.ItOperations, Roles.Trainer]).Person("cyd", [Roles.Trainer]).Person("dan");
        foreach (var (from, length, manager, scribe, on) in shifts)
            builder.Shift(from, from + length, manager, scribe, on);
        var plan = builder.Build();
        var clock = plan.Launch.Clock();
        var directory = new PeopleDirectory(plan.Launch, clock);
        var instant = clock.T0 + Duration.FromMinutes(minute);
        foreach (var name in Names)
            Assert.Equal(plan.Who(name, instant, clock)?.Id, directory.Who(name, instant)?.Id);
    });

    [Fact]
    public void Cuts_a_time_into_stretches_that_cover_it() => Gen.Select(Shifts.Array[0, 5], Gen.Int[-2, 32], Gen.Int[1, 20]).Sample((shifts, from, length) =>
    {
        var builder = new PlanBuilder();
        foreach (var (start, lasts, manager, scribe, on) in shifts)
            builder.Shift(start, start + lasts, manager, scribe, on);
        var plan = builder.Build();
        var clock = plan.Launch.Clock();
        var duty = new PeopleDirectory(plan.Launch, clock).Duty;
        var (begin, end) = (clock.T0 + Duration.FromMinutes(from), clock.T0 + Duration.FromMinutes(from + length));
        var stretches = duty.Between(begin, end).ToList();
        Assert.Equal(begin, stretches[0].From);
        Assert.Equal(end, stretches[^1].To);
        Assert.All(stretches.Zip(stretches.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(stretches, stretch => Assert.Equal(duty.At(stretch.From), stretch.Shift));
    });
}
