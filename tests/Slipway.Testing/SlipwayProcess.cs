using System.Diagnostics;

namespace Slipway.Testing;

/// <summary>The built program as a process of its own, as an operator starts it; it can be killed. Needs Slipway.dll beside the tests.</summary>
public sealed class SlipwayProcess : IAsyncDisposable
{
    private const string Ready = "Slipway is ready: ";
    /// <summary>For what comes at once on a quiet machine; it only ends a test that would else hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly List<string> said = [];
    private readonly List<(string Words, TaskCompletionSource<string> Line)> waiting = [];
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlipwayProcess(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address => ready.Task.Result;

    /// <summary>Everything that it wrote, results and words.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return string.Join('\n', said);
        }
    }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>The first line that it wrote or writes with these words in it.</summary>
    public async Task<string> SaysAsync(string words)
    {
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (said)
        {
            if (said.FirstOrDefault(before => before.Contains(words, StringComparison.Ordinal)) is { } before)
                return before;
            waiting.Add((words, line));
        }
        return await line.Task.WaitAsync(Patience);
    }

    /// <summary>The most memory that it has held so far, in megabytes, by the kernel's own count; 0 where there is none.</summary>
    public long PeakMegabytes => PeakMemory.Of(process.Id);

    /// <summary>Starts a server on a free port and returns when it serves.</summary>
    public static Task<SlipwayProcess> UpAsync(params string[] arguments) => UpAsync(Built(["up", .. arguments, "--urls", "http://127.0.0.1:0"]));

    /// <summary>Starts any program that says when it is ready as ours does.</summary>
    public static async Task<SlipwayProcess> UpAsync(ProcessStartInfo program)
    {
        var server = new SlipwayProcess(Start(program));
        server.Listen();
        var ended = server.process.WaitForExitAsync();
        if (await Task.WhenAny(server.ready.Task, ended).WaitAsync(Patience) == ended)
            throw new InvalidOperationException($"The server ended with {server.process.ExitCode} before it was ready:\n{server.Said}");
        return server;
    }

    /// <summary>Starts a command and does not wait for it: it is to be killed.</summary>
    public static SlipwayProcess Begin(params string[] arguments)
    {
        var begun = new SlipwayProcess(Start(Built(arguments)));
        begun.Listen();
        return begun;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Results, string Words)> RunAsync(params string[] arguments) => RunAsync(Built(arguments));

    /// <summary>Runs any program to its end.</summary>
    public static async Task<(int ExitCode, string Results, string Words)> RunAsync(ProcessStartInfo program)
    {
        using var process = Start(program);
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

    /// <summary>SIGSTOP: it is there, and does nothing more.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT: it goes on where it hung, and knows nothing of the time between.</summary>
    public Task WakeAsync() => SignalAsync("CONT");

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
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

    /// <summary>The program that was built beside the tests.</summary>
    public static ProcessStartInfo Built(params string[] arguments) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), .. arguments]);

    private static Process Start(ProcessStartInfo program)
    {
        program.RedirectStandardOutput = program.RedirectStandardError = program.RedirectStandardInput = true;
        return Process.Start(program)!;
    }

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
        lock (said)
        {
            said.Add(line);
            foreach (var (_, wanted) in waiting.Where(wait => line.Contains(wait.Words, StringComparison.Ordinal)))
                wanted.TrySetResult(line);
        }
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            ready.TrySetResult(new(line[Ready.Length..]));
    }
}
