using System.Collections.Concurrent;
using System.Diagnostics;

namespace Slipway.Testing;

/// <summary>The built program as a process of its own, as an operator starts it; it can be killed. Needs Slipway.dll beside the tests.</summary>
public sealed class SlipwayProcess : IAsyncDisposable
{
    private const string Ready = "Slipway is ready: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlipwayProcess(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address => ready.Task.Result;

    /// <summary>Everything that it wrote, results and words.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Starts a server on a free port and returns when it serves.</summary>
    public static async Task<SlipwayProcess> UpAsync(params string[] arguments)
    {
        var server = new SlipwayProcess(Start(["up", .. arguments, "--urls", "http://127.0.0.1:0"]));
        server.Listen();
        var ended = server.process.WaitForExitAsync();
        if (await Task.WhenAny(server.ready.Task, ended).WaitAsync(Patience) == ended)
            throw new InvalidOperationException($"The server ended with {server.process.ExitCode} before it was ready:\n{server.Said}");
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Results, string Words)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (results, words) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await results, await words);
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager does; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    })!;

    private void Listen()
    {
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        said.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            ready.TrySetResult(new(line[Ready.Length..]));
    }
}
