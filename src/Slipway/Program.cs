using System.CommandLine;
using Slipway.Features.Accounts;
using Slipway.Features.Cutover;
using Slipway.Features.Launches;
using Slipway.Features.Shared;
using Slipway.Platform;
using Slipway.Platform.Backup;
using Slipway.Platform.Cli;
using Slipway.Platform.Identity;
using Slipway.Platform.Following;
using Slipway.Platform.Journal;
using Slipway.Platform.Notices;
using Slipway.Platform.Web;

namespace Slipway;

public static class Program
{
    /// <summary>A feature is listed here and nowhere else.</summary>
    public static IReadOnlyList<IFeature> Features { get; } = [new SharedFeature(), new AccountsFeature(), new LaunchesFeature(), new CutoverFeature()];

    public static Task<int> Main(string[] arguments) => CommandLine.RunAsync(Root(), arguments);

    /// <summary>All commands.</summary>
    public static Command Root()
    {
        var root = CommandLine.Root();
        UpCommand.AddTo(root, Features);
        foreach (var feature in Features)
            feature.AddCommands(root);
        JournalCommands.AddTo(root);
        FollowCommands.AddTo(root, Features);
        BackupCommands.AddTo(root);
        MoveCommand.AddTo(root);
        TokenCommands.AddTo(root);
        NoticeCommands.AddTo(root);
        return root;
    }
}
