using System.CommandLine;
using Slipway.Platform.Cli;
using Slipway.Platform.Following;

namespace Slipway.Platform.Web;

/// <summary><c>slipway up</c>: serves until it is told to stop.</summary>
public static class UpCommand
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(30);

    public static void AddTo(Command root, IReadOnlyList<IFeature> features)
    {
        var folder = new Argument<string?>("DIR") { Description = "A launch folder, imported if it isn't there yet; without it the sample.", Arity = ArgumentArity.ZeroOrOne };
        var noSample = new Option<bool>("--no-sample") { Description = "Without a folder, start empty and not with the sample: for a real installation." };
        var play = new Option<bool>("--play") { Description = "Play with the launch in DIR as with the sample: T-0 is soon, and everybody chooses who they are without a password." };
        var database = CommonOptions.Database();
        var movedBack = new Option<bool>("--moved-back") { Description = "Serve a folder again whose data were moved to PostgreSQL, or in whose place a copy was promoted, without what happened there since." };
        var serving = new ServingOptions();
        var command = new ExampleCommand("up", "Serves the web application; without a folder it starts with the sample launch.", "slipway up", "slipway up my-launch --data /var/lib/slipway --urls http://0.0.0.0:5080")
        {
            folder, noSample, play, database, movedBack,
        };
        serving.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(play) && result.GetValue(folder) is null)
                result.AddError("--play is for a launch folder of your own: name it. Without a folder the sample is there to be played with.");
        });
        command.SetAction(async (parsed, cancellation) => await ServeAsync(serving.Settings(parsed, parsed.Place(serving.Data, database)) with
        {
            LaunchFolder = parsed.GetValue(folder),
            WantsSample = !parsed.GetValue(noSample),
            Plays = parsed.GetValue(play),
            // With PostgreSQL the data folder is good for this alone. A stick that is not there must not keep a folder from being served.
            CopyFolder = parsed.GetValue(database) is null ? null : parsed.GetValue(serving.Mirror) ?? parsed.GetValue(serving.Data),
            MovedBack = parsed.GetValue(movedBack),
        }, features, cancellation));
        root.Add(command);
    }

    /// <param name="ready">Told when it serves.</param>
    internal static async Task<int> ServeAsync(ServerSettings settings, IReadOnlyList<IFeature> features, CancellationToken cancellation, Action<SlipwayServer>? ready = null)
    {
        await using var server = await SlipwayServer.StartAsync(settings, features, cancellation: cancellation);
        SayReady(server);
        ready?.Invoke(server);
        foreach (var feature in features)
            await foreach (var line in feature.GreetAsync(server.App.Services, server.Address, cancellation))
                Console.WriteLine(line);
        _ = GiveBackAsync(cancellation);
        await server.WaitForShutdownAsync(cancellation);
        return server.App.Services.GetRequiredService<RoleKeeper>().ReplacedBy is null ? ExitCodes.Good : ExitCodes.UnusableInput;
    }

    internal static void SayReady(SlipwayServer server)
    {
        foreach (var url in server.App.Urls)
            Console.WriteLine($"Slipway is ready: {url}");
    }

    /// <summary>Gives back to the machine what only the start needed, when its first visitors have been served. Costs one pause in which everything is tidied.</summary>
    internal static async Task GiveBackAsync(CancellationToken cancellation)
    {
        await Task.Delay(AfterStart, cancellation);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeMemory.GiveBack();
    }
}
