using System.CommandLine;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Cli;

/// <summary>Options that several commands have, made anew for each.</summary>
public static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string> Data() => new("--data")
    {
        Description = "The folder that holds slipway.db.",
        DefaultValueFactory = _ => "data",
        HelpName = "DIR",
    };

    public static Option<string?> Database() => new("--db")
    {
        Description = "A PostgreSQL connection string, instead of a data folder: Host=…;Database=…;Username=…;Password=… or postgres://…",
        HelpName = "CONNECTION",
    };

    public static DatabasePlace Place(this ParseResult parsed, Option<string> data, Option<string?> database) =>
        parsed.GetValue(database) is { } connection ? DatabasePlace.Postgres(connection) : DatabasePlace.Folder(parsed.GetValue(data)!);
}
