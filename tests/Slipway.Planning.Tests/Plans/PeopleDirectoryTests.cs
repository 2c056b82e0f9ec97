using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Plans;

public sealed class PeopleDirectoryTests
{
    private static readonly string[] Ids = ["ali", "bea", "cyd", "dan"];
    private static readonly string[] SomeRoles = [Roles.ItOperations, Roles.Trainer];
    private static readonly string[] Names = [.. Ids, .. SomeRoles, Roles.CutoverManager, Roles.Scribe, "nobody"];

    private static readonly Gen<(int From, int Length, string? Manager, string? Scribe, string[] On)> Shifts = Gen.Select(
        Gen.Int[0, 20], Gen.Int[1, 8], Gen.Int[0, 4].Select(Id), Gen.Int[0, 4].Select(Id), Gen.Int[0, 3].Select(number => Ids[number]).Array[0, 2]);

    private static string? Id(int number) => number < Ids.Length ? Ids[number] : null;

    [Fact]
    public void Means_a_person_by_id_the_shifts_manager_and_scribe_and_for_a_role_its_holder_on_shift_else_the_first_listed() => Gen.Select(Shifts.Array[0, 5], Gen.Int[-2, 32]).Sample((shifts, minute) =>
    {
        var builder = new PlanBuilder()
            .Person("ali", [Roles.ItOperations]).Person("bea", [Roles.ItOperations, Roles.Trainer]).Person("cyd", [Roles.Trainer]).Person("dan");
        foreach (var (from, length, manager, scribe, on) in shifts)
            builder.Shift(from, from + length, manager, scribe, on);
        var plan = builder.Build();
        var clock = plan.Launch.Clock();
        var onDuty = shifts.LastOrDefault(shift => shift.From <= minute && minute < shift.From + shift.Length);
        foreach (var name in Names)
            Assert.Equal(Meant(name), plan.Who(name, clock.T0 + Duration.FromMinutes(minute), clock)?.Id);

        string? Meant(string name) => name switch
        {
            Roles.CutoverManager => onDuty.Manager,
            Roles.Scribe => onDuty.Scribe,
            Roles.ItOperations => OnDuty("ali", "bea"),
            Roles.Trainer => OnDuty("bea", "cyd"),
            "nobody" => null,
            _ => name,
        };

        string OnDuty(params string[] holders) =>
            holders.FirstOrDefault(holder => holder == onDuty.Manager || holder == onDuty.Scribe || onDuty.On?.Contains(holder) == true) ?? holders[0];
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
