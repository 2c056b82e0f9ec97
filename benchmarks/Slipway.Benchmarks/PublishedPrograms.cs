using System.Diagnostics;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>The program as people install it, and its peer, published in the same way by scripts/bench.</summary>
internal static class PublishedPrograms
{
    private static readonly string Ours = Repository.At("publish/linux-x64/Slipway");
    private static readonly string Empty = Repository.At("publish/empty/EmptyProgram");

    public static Task<SlipwayProcess> UpAsync(params string[] arguments) =>
        SlipwayProcess.UpAsync(new ProcessStartInfo(Ours, ["up", .. arguments, "--urls", "http://127.0.0.1:0"]));

    public static Task<SlipwayProcess> EmptyAsync(string databaseFile) => SlipwayProcess.UpAsync(new ProcessStartInfo(Empty, [databaseFile]));

    /// <summary>A token of the server on a data folder, which may act for anybody.</summary>
    public static async Task<string> TokenAsync(string data) =>
        (await SlipwayProcess.RunAsync(new ProcessStartInfo(Ours, ["token", "create", "--name", "bench", "--role", "administrator", "--data", data]))).Results.Trim();
}
