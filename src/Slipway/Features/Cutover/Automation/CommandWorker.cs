using System.ComponentModel;
using System.Diagnostics;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// Runs a program: its arguments as a list, without a shell, in an environment that holds nothing of the server's own.
/// It is told the key by <c>SLIPWAY_KEY</c>, so that what it acts on can tell a repetition.
/// </summary>
public sealed class CommandWorker(CommandFolders folders, EmptyFolders empty) : IWorker
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
        if (command.Folder is not null)
        {
            var named = context.Fill(command.Folder);
            return Directory.Exists(named)
                ? (await RunAsync(Prepare(command, context, real, named), command, context, cancellation)).End
                : WorkEnd.Unanswered($"There is no working folder {named} on this server.");
        }
        var own = empty.Take();
        var isAlone = false;
        try
        {
            (var end, isAlone) = await RunAsync(Prepare(command, context, real, own), command, context, cancellation);
            return end;
        }
        finally
        {
            empty.GiveBack(own, isAlone);
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

    /// <returns>How it ended, and whether it is gone with all that it began: nobody has its pipes any more.</returns>
    private static async Task<(WorkEnd End, bool IsAlone)> RunAsync(ProcessStartInfo start, CommandSettings command, WorkContext context, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return (WorkEnd.Unanswered($"{start.FileName} could not be started: {refused.Message}"), true);
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
        await reading.WaitAsync(Drain, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var said = $"exit code {process.ExitCode}";
        return (command.Good.Contains(process.ExitCode) ? WorkEnd.Succeeded(said) : WorkEnd.Failed(said), reading.IsCompletedSuccessfully);
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
}
