using System.CommandLine;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan …</c>; all of it works on files, without a server.</summary>
internal static class PlanCommands
{
    public static void AddTo(Command root) => root.Add(new Command("plan", "A launch's plan, as the two files launch.yaml and cutover.yaml in a folder.")
    {
        PlanCheckCommand.Create(),
        PlanScheduleCommand.Create(),
        PlanSimulateCommand.Create(),
        PlanImportCommand.Create(),
        PlanExportCommand.Create(),
    });
}
