using System.CommandLine;
using Slipway.Platform.Cli;
using Slipway.Planning.Plans;

namespace Slipway.Platform.Identity;

/// <summary><c>slipway token …</c>; works beside a running server.</summary>
public static class TokenCommands
{
    private const string By = "command-line";

    public static void AddTo(Command root)
    {
        var token = new Command("token", "Tokens for programs that use the API.");
        token.Add(Create());
        token.Add(List());
        token.Add(Revoke());
        root.Add(token);
    }

    private static ExampleCommand Create()
    {
        var (data, database) = (CommonOptions.Data(), CommonOptions.Database());
        var name = Name();
        var role = new Option<string>("--role") { Description = "What it may do: " + string.Join(", ", Roles.OfTokens) + ".", HelpName = "ROLE", Required = true };
        role.AcceptOnlyFromAmong([.. Roles.OfTokens]);
        var person = new Option<string?>("--person") { Description = "The person of the launch as whom it acts; without it, it acts as itself.", HelpName = "ID" };
        var launch = new Option<string?>("--launch") { Description = "The only launch that it opens; without it, all.", HelpName = "ID" };
        var command = new ExampleCommand("create", "Prints a new token, and nothing else. It is not shown again.",
            "slipway token create --name status-board --role observer", "slipway token create --name farah-phone --role it-operations --person farah --launch usct")
        {
            name, role, person, launch, data, database,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = parsed.Place(data, database);
            if (parsed.GetValue(person) is not null && parsed.GetValue(launch) is null)
                throw new UnusableInputException("--person is somebody of a launch; say which with --launch.");
            // A token may be made before the first start; one made beside a mistyped folder would open nothing.
            if (place.IsSqlite && !File.Exists(place.DatabaseFile))
                Console.Error.WriteLine($"slipway: there was no data in {place.DataFolder}; it begins there now. Start the server on it: slipway up --data {place.DataFolder}");
            await using var offline = await Offline.OnOrNewAsync(place, cancellation);
            Console.WriteLine(await offline.Get<ApiTokens>().MakeAsync(
                parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.GetValue(person), parsed.GetValue(launch), By, cancellation));
            return ExitCodes.Good;
        });
        return command;
    }

    private static ExampleCommand List()
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        var command = new ExampleCommand("list", "Lists the tokens that open something, without their secrets.", "slipway token list") { data, database, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var offline = await Offline.OnAsync(parsed.Place(data, database), cancellation);
            foreach (var token in await offline.Get<ApiTokens>().ListAsync(cancellation))
            {
                if (parsed.GetValue(json))
                    JsonOutput.WriteLine(new { token.Name, token.Role, token.Person, token.Launch, token.Created, token.LastUsed });
                else
                    Console.WriteLine($"{token.Name}\t{token.Role}\t{token.Person ?? "itself"}\t{token.Launch ?? "all launches"}\t{(token.LastUsed is { } used ? $"last used {used}" : "never used")}");
            }
            return ExitCodes.Good;
        });
        return command;
    }

    private static ExampleCommand Revoke()
    {
        var (data, database) = (CommonOptions.Data(), CommonOptions.Database());
        var name = Name();
        var command = new ExampleCommand("revoke", "Makes a token open nothing any more.", "slipway token revoke --name status-board") { name, data, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            Offline.RequireOwn(parsed.Place(data, database));
            await using var offline = await Offline.OnAsync(parsed.Place(data, database), cancellation);
            if (!await offline.Get<ApiTokens>().RevokeAsync(parsed.GetValue(name)!, By, cancellation))
                throw new UnusableInputException($"there is no token named \"{parsed.GetValue(name)}\"; slipway token list shows those there are.");
            return ExitCodes.Good;
        });
        return command;
    }

    private static Option<string> Name() => new("--name") { Description = "What people call the token.", HelpName = "NAME", Required = true };
}
