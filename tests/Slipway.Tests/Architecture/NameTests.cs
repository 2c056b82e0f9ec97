using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Tests.Architecture;

public sealed class NameTests
{
    private static readonly IReadOnlyList<Type> Types =
    [
        .. new[] { typeof(Program), typeof(PlanReader), typeof(Plan) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Slipway", StringComparison.Ordinal) == true && !type.Namespace.Contains(".Migrations.", StringComparison.Ordinal) && !type.Namespace.Contains(".CompiledModels.", StringComparison.Ordinal)),
    ];

    /// <summary>A type named like a sibling namespace cannot be named from there.</summary>
    [Fact]
    public void No_type_is_named_like_a_namespace_segment()
    {
        var segments = Types.SelectMany(type => type.Namespace!.Split('.')).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Types.Where(type => !type.IsNested && segments.Contains(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public void A_type_is_where_its_folder_says() => Assert.Empty(
        from path in Directory.EnumerateFiles(Slipway.Testing.Repository.At("src"), "*.cs", SearchOption.AllDirectories)
        where !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules" or "Migrations" or "CompiledModels")
        let space = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
        where space is not null
        let folders = Path.GetRelativePath(Slipway.Testing.Repository.At("src"), Path.GetDirectoryName(path)!).Replace(Path.DirectorySeparatorChar, '.')
        where space != $"namespace {folders};"
        select $"{path}: {space}");
}
