using System.Diagnostics;
using Slipway.Testing;

namespace Slipway.Tests;

/// <summary>A command run to its end, with the most memory that it held and the time that it took.</summary>
internal sealed record MeasuredRun(int Code, string Output, string Errors, long PeakMegabytes, TimeSpan Took)
{
    public static MeasuredRun Of(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        while (!process.WaitForExit(10))
            peak = Math.Max(peak, PeakMemory.Of(process.Id));
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result, peak, watch.Elapsed);
    }
}
