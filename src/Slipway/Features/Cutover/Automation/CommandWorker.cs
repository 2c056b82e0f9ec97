using System.ComponentModel;
using System.Diagnostics;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// Runs a program: its arguments as a list, without a shell, in an environment that holds nothing of the server's own.
/// It is told the key by <c>SLIPWAY_KEY</c>, so that what it acts on can tell a repetition.
/// </summary>
public sealed class CommandWorker(CommandFolders folders) : IWorker
{
    /// <summary>What a program that has ended may still have in its pipes; a child that keeps them open is not waited for longer.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    public WorkKind Kind => WorkKind.Command;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var command = (CommandSettings)settings;
        var program = context.Fill(command.Program);
        if (folders.Find(program) is not { } real)
            return WorkEnd.Unanswered($"{program} is not a program in a folder that this server allows ({folders.Names}). Start the server with --commands FOLDER, or name another program.");
        var own = command.Folder is null ? Directory.CreateTempSubdirectory("slipway-work-") : null;
        try
        {
            var folder = own?.FullName ?? context.Fill(command.Folder!);
            if (!Directory.Exists(folder))
                return WorkEnd.Unanswered($"There is no working folder {folder} on this server.");
            return await RunAsync(Prepare(command, context, real, folder), command, context, cancellation);
        }
        finally
        {
            Remove(own);
        }
    }

    public Task SettleAsync(string key, CancellationToken cancellation) => LeftBehind.WaitAsync(key, cancellation);

    private static ProcessStartInfo Prepare(CommandSettings command, WorkContext context, string program, string folder)
    {
        var start = new ProcessStartInfo(program, command.Arguments.Select(context.Fill))
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in EveryProgramGets(folder))
            start.Environment[name] = value;
        foreach (var (name, value) in context.Given)
            start.Environment[$"SLIPWAY_{name.ToUpperInvariant()}"] = value;
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = context.Fill(value);
        return start;
    }

    private static IEnumerable<(string Name, string Value)> EveryProgramGets(string folder)
    {
        if (!OperatingSystem.IsWindows())
            return [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("HOME", folder), ("TMPDIR", Path.GetTempPath())];
        // Without these no Windows program starts.
        return from name in new[] { "SystemRoot", "SystemDrive", "PATH", "PATHEXT", "COMSPEC", "TEMP", "TMP" }
               let value = Environment.GetEnvironmentVariable(name)
               where value is not null
               select (name, value);
    }

    private static async Task<WorkEnd> RunAsync(ProcessStartInfo start, CommandSettings command, WorkContext context, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return WorkEnd.Unanswered($"{start.FileName} could not be started: {refused.Message}");
        }
        process.StandardInput.Close();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, context.Output), ReadAsync(process.StandardError, context.Output));
        try
        {
            await EndedAsync(process, cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            LeftBehind.Kill(context.Key);
            throw;
        }
        await Task.WhenAny(reading, Task.Delay(Drain, CancellationToken.None));
        return command.Good.Contains(process.ExitCode)
            ? WorkEnd.Succeeded($"exit code {process.ExitCode}")
            : WorkEnd.Failed($"exit code {process.ExitCode}");
    }

    /// <summary>Waits for the program alone: <see cref="Process.WaitForExitAsync"/> would also wait for whatever holds its pipes.</summary>
    private static async Task EndedAsync(Process process, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.TrySetResult();
        if (process.HasExited)
            ended.TrySetResult();
        await ended.Task.WaitAsync(cancellation);
    }

    private static async Task ReadAsync(StreamReader stream, WorkOutput output)
    {
        try
        {
            await foreach (var line in BoundedLines.ReadAsync(stream))
                output.Say(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The program's end took the pipe with it.
        }
    }

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A child of the program still writes there; the system's own cleaning takes it.
        }
    }
}
