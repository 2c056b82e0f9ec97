using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>
/// A run's automated tasks, from the act of a person that lets all of them begin to the last result in the journal, beside
/// the same work done bare, as much of it at a time. One run and one bare pass take turns.
/// </summary>
internal static class WorkFigures
{
    private const int Tasks = 200;
    private const int AtOnce = 8;

    /// <summary>Until the runtime has compiled for good what these passes go through, it takes half a core while they are measured.</summary>
    private const int WarmUp = 30;

    /// <summary>It only ends a measurement that would else hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const string Program = "/usr/bin/true";

    public static async Task<IReadOnlyList<Figure>> CommandsAsync(Options options)
    {
        var (subject, peer, ratio) = await TakeTurnsAsync(new CommandSettings { Program = Program }, StartBareAsync, options);
        return [Of("command tasks, SQLite", ratio, 70, "% of the rate of bare starts", subject, $"{peer:0} starts of {Program} a second")];
    }

    public static async Task<IReadOnlyList<Figure>> RequestsAsync(Options options)
    {
        await using var endpoint = await SlipwayProcess.UpAsync(new ProcessStartInfo(Environment.ProcessPath!, [BareEndpoint.Command]));
        using var client = new HttpClient();
        var figures = new List<Figure>();
        foreach (var (milliseconds, name) in new[] { (0, "at once"), (20, "after 20 ms") })
        {
            var address = new Uri(endpoint.Address, $"/answer?after={milliseconds}");
            var (subject, peer, ratio) = await TakeTurnsAsync(new HttpSettings { Url = $"{address}" }, () => AskBareAsync(client, address), options);
            figures.Add(Of($"http tasks of what is answered {name}, SQLite", ratio, 60, "% of the rate of a bare HttpClient", subject, $"{peer:0} requests a second"));
        }
        return figures;
    }

    private static Figure Of(string name, double ratio, double limit, string unit, double subject, string peer) =>
        new($"{Tasks} {name}", ratio, limit, unit, $"{subject:0} tasks a second, intent and result in the journal", $"{peer}, {AtOnce} at a time", AtLeast: true);

    /// <summary>Medians, in tasks a second and in hundredths of the bare rate.</summary>
    private static async Task<(double Subject, double Peer, double Ratio)> TakeTurnsAsync(WorkSettings work, Func<Task> bare, Options options)
    {
        using var folder = new TemporaryFolder();
        var plan = MadeUpPlans.Acting(Tasks, work);
        await using var server = await SlipwayServer.StartAsync(
            new()
            {
                Place = DatabasePlace.Folder(folder.File("data")),
                Urls = ["http://127.0.0.1:0"],
                LaunchFolder = LaunchFolder.Write(folder, plan),
                CommandFolders = [Path.GetDirectoryName(Program)!],
            }, Slipway.Program.Features);
        var runs = new ServedRuns(server);
        await runs.ApproveAsync(plan.Launch.Id);
        var (subjects, peers, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < WarmUp + Math.Max(5, options.Rounds / 2); round++)
        {
            var peer = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                for (var i = 0; i < Tasks / AtOnce; i++)
                    await bare();
            })));
            var subject = await RunAsync(server, runs, await runs.BeginAsync(plan.Launch.Id, acts: true));
            if (round < WarmUp)
                continue;
            peers.Add(Tasks / peer.TotalSeconds);
            subjects.Add(Tasks / subject.TotalSeconds);
            ratios.Add(100 * peer / subject);
        }
        return (Turns.Median(subjects), Turns.Median(peers), Turns.Median(ratios));
    }

    private static async Task<TimeSpan> RunAsync(SlipwayServer server, ServedRuns runs, Run run)
    {
        var journal = server.App.Services.GetRequiredService<JournalStore>();
        var (left, taken, done, over) = (Tasks, Source(), Source(), Source());
        journal.Committed += Hear;
        try
        {
            // Who does the work has it before it is measured, as in a run that has gone on for a while.
            if ((await server.App.Services.GetRequiredService<RunStore>().ReadAsync(run.Id, default))!.State.WorkEpoch == 0)
                await taken.Task.WaitAsync(Patience);
            await runs.ActAsync(run, new StartTask { Task = MadeUpPlans.FirstOfActing });
            var took = await TimeAsync(async () =>
            {
                await runs.ActAsync(run, new FinishTask { Task = MadeUpPlans.FirstOfActing });
                await done.Task.WaitAsync(Patience);
            });
            await over.Task.WaitAsync(Patience);
            return took;
        }
        finally
        {
            journal.Committed -= Hear;
        }

        void Hear(IReadOnlyList<JournalEntry> entries)
        {
            if (entries[0].Stream != run.Record.Stream)
                return;
            foreach (var entry in entries)
            {
                if (entry.Type == RunEventJson.NameOf<WorkTaken>())
                    taken.TrySetResult();
                else if (entry.Type == RunEventJson.NameOf<WorkSucceeded>() && Interlocked.Decrement(ref left) == 0)
                    done.TrySetResult();
                else if (entry.Type == RunEventJson.NameOf<RunCompleted>())
                    over.TrySetResult();
                else if (entry.Type == RunEventJson.NameOf<WorkFailed>() || entry.Type == RunEventJson.NameOf<WorkLost>())
                    done.TrySetException(new InvalidOperationException($"A task did not succeed: {entry.Data}"));
            }
        }
    }

    private static async Task StartBareAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
    }

    private static async Task AskBareAsync(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }
}
