using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Type = System.Type;

namespace Slipway.Tests.Architecture;

/// <summary>Arrows point down only, and features meet only in Contracts.</summary>
public sealed class ArrowTests
{
    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader()
        .LoadAssemblies(typeof(Program).Assembly, typeof(PlanReader).Assembly, typeof(Plan).Assembly)
        .Build();

    [Fact]
    public void Arrows_are_seen_at_all()
    {
        Assert.NotEmpty(Arrows(from: type => Room(type) == "Features", to: type => Room(type) == "Platform"));
        Assert.NotEmpty(Arrows(from: type => type.FullName.StartsWith("AspNetCoreGeneratedDocument.Features_Accounts_", StringComparison.Ordinal), to: type => Feature(type) == "Accounts"));
    }

    /// <remarks>But for the model that EF compiles ahead: it names every entity, and nobody wrote it.</remarks>
    [Fact]
    public void Platform_knows_no_feature() =>
        Assert.Empty(Arrows(from: type => Room(type) == "Platform" && !type.FullName.Contains(".CompiledModels.", StringComparison.Ordinal), to: type => Room(type) == "Features"));

    [Fact]
    public void Features_meet_only_in_contracts_and_share_only_what_is_shared() => Assert.Empty(Arrows(
        from: type => Feature(type) is not null,
        to: type => Feature(type) is not (null or "Contracts" or "Shared"),
        unless: (from, to) => Feature(from) == Feature(to)));

    [Fact]
    public void Contracts_and_what_is_shared_know_no_feature() => Assert.Empty(Arrows(
        from: type => Feature(type) is "Contracts" or "Shared",
        to: type => Feature(type) is not (null or "Contracts" or "Shared")));

    [Fact]
    public void Contracts_do_not_know_what_is_shared() =>
        Assert.Empty(Arrows(from: type => Feature(type) == "Contracts", to: type => Feature(type) == "Shared"));

    [Fact]
    public void Formats_and_planning_know_nothing_above_them()
    {
        Assert.DoesNotContain("Slipway", References(typeof(PlanReader)));
        Assert.DoesNotContain("Slipway", References(typeof(Plan)));
        Assert.DoesNotContain("Slipway.Formats", References(typeof(Plan)));
    }

    [Fact]
    public void Planning_is_pure_arithmetic_on_noda_time() => Assert.All(
        References(typeof(Plan)).Where(name => !name.StartsWith("System", StringComparison.Ordinal)),
        name => Assert.Equal("NodaTime", name));

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<string> Arrows(Func<IType, bool> from, Func<IType, bool> to, Func<IType, IType, bool>? unless = null) =>
        House.Types.Where(from)
            .SelectMany(type => type.Dependencies.Select(dependency => (From: type, To: dependency.Target)))
            .Where(arrow => to(arrow.To) && unless?.Invoke(arrow.From, arrow.To) != true)
            .Select(arrow => $"{arrow.From.FullName} → {arrow.To.FullName}")
            .Distinct();

    /// <summary>Features or Platform; null for everything else.</summary>
    private static string? Room(IType type) => Place(type) is [var room, ..] ? room : null;

    private static string? Feature(IType type) => Place(type) is ["Features", var feature, ..] ? feature : null;

    /// <summary>The folders of a type below src/Slipway; a page's generated type carries them in its name.</summary>
    private static string[] Place(IType type)
    {
        const string house = "Slipway.";
        const string pages = "AspNetCoreGeneratedDocument.";
        if (type.FullName.StartsWith(pages, StringComparison.Ordinal))
            return type.FullName[pages.Length..].Split('_');
        return type.FullName.StartsWith(house + "Features.", StringComparison.Ordinal) || type.FullName.StartsWith(house + "Platform.", StringComparison.Ordinal)
            ? type.FullName[house.Length..].Split('.')
            : [];
    }
}
