using System.CommandLine;
using Slipway.Platform.Cli;
using Slipway.Platform.Notices;

namespace Slipway.Platform.Web;

/// <summary><c>slipway up</c>: serves until it is told to stop.</summary>
public static class UpCommand
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(30);

    public static void AddTo(Command root, IReadOnlyList<IFeature> features)
    {
        var folder = new Argument<string?>("DIR") { Description = "A launch folder, imported if it isn't there yet; without it the sample.", Arity = ArgumentArity.ZeroOrOne };
        var noSample = new Option<bool>("--no-sample") { Description = "Without a folder, start empty and not with the sample: for a real installation." };
        var urls = new Option<string[]>("--urls")
        {
            Description = "Where to listen. [default: http://localhost:5080, https://localhost:5443 with --cert]",
            HelpName = "URL",
            AllowMultipleArgumentsPerToken = true,
        };
        var (data, database) = (CommonOptions.Data(), CommonOptions.Database());
        var certificate = new Option<string?>("--cert") { Description = "A certificate in PEM: serves HTTPS and HTTP/2.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "The certificate's private key in PEM.", HelpName = "FILE" };
        var proxy = new Option<string[]>("--proxy") { Description = "A reverse proxy, by address or name, whose word about the client is believed.", HelpName = "HOST", DefaultValueFactory = _ => [] };
        var commands = new Option<string[]>("--commands") { Description = "A folder out of which automated tasks may run programs; without it they run none.", HelpName = "FOLDER", DefaultValueFactory = _ => [] };
        var notices = NoticeCommands.File();
        var mirror = new Option<string?>("--mirror")
        {
            Description = "A folder on another disk, a stick or a share: gets a copy of a data folder every five minutes in which somebody acts, and of PostgreSQL before an older database is brought to this version.",
            HelpName = "DIR",
        };
        var movedBack = new Option<bool>("--moved-back") { Description = "Serve a folder again whose data were moved to PostgreSQL, without what happened there since." };
        var command = new ExampleCommand("up", "Serves the web application; without a folder it starts with the sample launch.", "slipway up", "slipway up my-launch --data /var/lib/slipway --urls http://0.0.0.0:5080")
        {
            folder, noSample, urls, data, database, certificate, key, proxy, commands, notices, mirror, movedBack,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(certificate) is null != result.GetValue(key) is null)
                result.AddError("--cert and --key go together: name both files, or neither.");
        });
        command.SetAction(async (parsed, cancellation) => await ServeAsync(new()
        {
            Place = parsed.Place(data, database),
            Urls = parsed.GetValue(urls) is { Length: > 0 } asked
                ? [.. asked.SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries))]
                : [parsed.GetValue(certificate) is null ? "http://localhost:5080" : "https://localhost:5443"],
            LaunchFolder = parsed.GetValue(folder),
            WantsSample = !parsed.GetValue(noSample),
            CertificateFile = parsed.GetValue(certificate),
            KeyFile = parsed.GetValue(key),
            Proxies = parsed.GetValue(proxy)!,
            CommandFolders = [.. parsed.GetValue(commands)!.Select(folder => Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new UnusableInputException($"--commands: there is no folder {folder}."))],
            Notices = parsed.GetValue(notices) is { } file ? NoticeSettingsReader.Read(file) : null,
            Mirror = parsed.GetValue(mirror),
            // With PostgreSQL the data folder is good for this alone. A stick that is not there must not keep a folder from being served.
            CopyFolder = parsed.GetValue(database) is null ? null : parsed.GetValue(mirror) ?? parsed.GetValue(data),
            MovedBack = parsed.GetValue(movedBack),
        }, features, cancellation));
        root.Add(command);
    }

    private static async Task<int> ServeAsync(ServerSettings settings, IReadOnlyList<IFeature> features, CancellationToken cancellation)
    {
        await using var server = await SlipwayServer.StartAsync(settings, features, cancellation: cancellation);
        foreach (var url in server.App.Urls)
            Console.WriteLine($"Slipway is ready: {url}");
        foreach (var feature in features)
            await foreach (var line in feature.GreetAsync(server.App.Services, server.Address, cancellation))
                Console.WriteLine(line);
        _ = GiveBackAsync(cancellation);
        await server.WaitForShutdownAsync(cancellation);
        return ExitCodes.Good;
    }

    /// <summary>Gives back to the machine what only the start needed, when its first visitors have been served. Costs one pause in which everything is tidied.</summary>
    private static async Task GiveBackAsync(CancellationToken cancellation)
    {
        await Task.Delay(AfterStart, cancellation);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
