using System.CommandLine;
using NodaTime;
using Slipway.Platform.Cli;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary><c>slipway follow</c>: a second machine that knows everything, and <c>slipway promote</c>, which makes it the main one.</summary>
public static class FollowCommands
{
    /// <summary>So long a server that was asked may take to turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(55);

    public static void AddTo(Command root, IReadOnlyList<IFeature> features)
    {
        root.Add(Following(features));
        root.Add(Promoting());
    }

    private static ExampleCommand Following(IReadOnlyList<IFeature> features)
    {
        var url = new Argument<string>("URL") { Description = "Where the main one is." };
        var token = new Option<string>("--token") { Description = "An administrator's token of the main one, or env:NAME or file:/path where it is. It is written nowhere.", HelpName = "TOKEN", Required = true };
        var serving = new ServingOptions();
        serving.Data.Description = "The folder for the copy, which is made where there is none.";
        var command = new ExampleCommand("follow", "Keeps a copy of everything that another server with a data folder has, and serves it without letting anybody act.",
            "slipway follow https://first.example:5080 --token env:SLIPWAY_SECOND --data second --urls http://0.0.0.0:5080")
        {
            url, token,
        };
        serving.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var known) && known.Scheme is "http" or "https" ? known
                : throw new UnusableInputException($"{parsed.GetValue(url)} is no address; write for instance http://first.example:5080");
            var wish = new FollowWish(new Uri(address.GetLeftPart(UriPartial.Authority)), parsed.GetValue(token)!);
            if (wish.ReadToken().Length == 0)
                throw new UnusableInputException("--token is empty; make a token on the main one: slipway token create --name second --role administrator");
            return await FollowAsync(serving.Settings(parsed, DatabasePlace.Folder(parsed.GetValue(serving.Data)!)) with { Follow = wish }, features, cancellation);
        });
        return command;
    }

    private static async Task<int> FollowAsync(ServerSettings settings, IReadOnlyList<IFeature> features, CancellationToken cancellation)
    {
        bool turns, sample;
        await using (var server = await SlipwayServer.StartAsync(settings, features, cancellation: cancellation))
        {
            UpCommand.SayReady(server);
            Console.WriteLine($"This is a copy that follows {settings.Follow!.Url.GetLeftPart(UriPartial.Authority)}: people look, and nobody acts. If that is dead: slipway promote --data {settings.Place}");
            Console.WriteLine($"The main one asks it at {server.App.Services.GetRequiredService<RoleKeeper>().Address} whether it was promoted; if it is not reached there, say with --urls where it is.");
            _ = UpCommand.GiveBackAsync(cancellation);
            // The same ports afterwards, also where the system chose them.
            settings = settings with { Urls = [.. server.App.Urls] };
            await server.WaitForShutdownAsync(cancellation);
            turns = server.App.Services.GetRequiredService<FollowState>().Turns;
        }
        if (!turns)
            return ExitCodes.Good;
        sample = PlaceRole.Read(settings.Place).Follows?.Sample == true;
        PromotionDone done;
        using (DataFolderLock.Take(settings.Place))
            done = Promotion.Run(settings.Place, SystemClock.Instance.GetCurrentInstant());
        foreach (var sentence in done.Sentences())
            Console.WriteLine(sentence);
        return await UpCommand.ServeAsync(settings with { Follow = null, WantsSample = sample }, features, cancellation, server => Promotion.NoteServed(settings.Place, done, server.App.Urls.First()));
    }

    private static ExampleCommand Promoting()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        var force = new Option<bool>("--force") { Description = "Also while the one that it follows answers: that one stops when it hears of it." };
        var command = new ExampleCommand("promote", "Makes a copy that follows the main one, when the first is dead, and says which acts it may lack. A server that follows on this folder turns at once.",
            "slipway promote --data second")
        {
            data, force, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var done = await PromoteAsync(DatabasePlace.Folder(parsed.GetValue(data)!), parsed.GetValue(force), cancellation);
            if (parsed.GetValue(json))
            {
                JsonOutput.WriteLine(done);
                return ExitCodes.Good;
            }
            foreach (var sentence in done.Sentences())
                Console.WriteLine(sentence);
            Console.WriteLine(done.Served is { } at ? $"It is served: {at}" : $"Serve it: slipway up --no-sample --data {parsed.GetValue(data)}");
            return ExitCodes.Good;
        });
        return command;
    }

    private static async Task<PromotionDone> PromoteAsync(DatabasePlace place, bool force, CancellationToken cancellation)
    {
        if (PlaceRole.Read(place).Follows is not { } followed)
            throw new UnusableInputException($"{place} is no copy that follows; there is nothing to promote.");
        if (!force && await AnswersAsync(followed.Url, cancellation))
            throw new UnusableInputException($"{followed.Url} answers: it is not dead. Stop it first, so that nothing is missing here, or promote all the same with --force.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using (var alone = DataFolderLock.TryTake(place))
        {
            if (alone is not null)
                return Promotion.Run(place, SystemClock.Instance.GetCurrentInstant());
        }
        // The server that holds the folder turns; nobody else takes it meanwhile.
        Promotion.Ask(place);
        while (true)
        {
            if (PlaceRole.Read(place).Follows is null && Promotion.Read(place) is { Served: not null } served)
                return served;
            try
            {
                await Task.Delay(50, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (PlaceRole.Read(place).Follows is null && Promotion.Read(place) is { } unserved)
                    return unserved;
                Promotion.Forget(place);
                throw new UnusableInputException($"the server on {place} did not turn within {Patience.TotalSeconds:0} s. Stop it, and promote again.");
            }
        }
    }

    private static async Task<bool> AnswersAsync(string url, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            return (await client.GetAsync(new Uri(new Uri(url), "/healthz"), cancellation)).IsSuccessStatusCode;
        }
        catch (Exception dead) when (dead is HttpRequestException || (dead is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
