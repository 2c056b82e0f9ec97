using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Slipway.Platform.Journal;

namespace Slipway.Features.Launches;

/// <summary>What is journalled of a launch besides its runs. Names and shapes are for ever.</summary>
internal abstract record LaunchEvent(string Type)
{
    public NewEntry ToEntry(Instant at, string actor) =>
        new(Type, 1, at, actor, JsonSerializer.SerializeToElement(this, GetType(), JsonSerializerOptions.Web));
}

internal sealed record LaunchImported(string Hash, bool Sample) : LaunchEvent("launch-imported");

internal sealed record PlanVersionAdded(int Number, string Hash, string? Note) : LaunchEvent("plan-version-added");

internal sealed record BaselineSet(int Number, string Hash) : LaunchEvent(Name)
{
    public const string Name = "baseline-set";
}

internal static class LaunchCommands
{
    /// <summary>The command id of the entry about a version: the same whenever it is written, so that it is written once.</summary>
    public static Guid OfVersion(string launch, int number) => Of($"{launch}\n{number}");

    /// <summary>The same for an approval; a version may be approved again after another was.</summary>
    public static Guid OfBaseline(string launch, int number, Instant at) => Of(FormattableString.Invariant($"{launch}\n{number}\nbaseline\n{at.ToUnixTimeTicks()}"));

    private static Guid Of(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));
}
