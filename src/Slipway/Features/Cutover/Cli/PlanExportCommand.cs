using System.CommandLine;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Platform;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan export FOLDER -o PLAN.xlsx</c>: a workbook that imports again to the same plan.</summary>
internal static class PlanExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that holds launch.yaml and cutover.yaml." };
        var output = new Option<string>("--output", "-o") { Description = "The workbook to write.", HelpName = "PLAN.xlsx", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the workbook if it exists." };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "export",
            "Writes a plan as a workbook: a header that stays, filters, planned times as dates of the launch's zone. It imports again to the same plan. See docs/spreadsheets.md.",
            "slipway plan export examples/usct -o usct.xlsx")
        {
            folder, output, force, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(force), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string folder, string output, bool force, bool json)
    {
        if (!output.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new UnusableInputException($"{output} does not end in .xlsx; write to a name that does.");
        var reading = PlanFolder.Read(folder).Reading;
        if (reading is not { IsGood: true, Plan: { } plan })
            throw new UnusableInputException($"{folder} holds a plan that cannot be read whole, so a workbook would lack something; see: slipway plan check {folder}");
        using var workbook = new MemoryStream();
        var problems = SheetExport.Write(plan, Scheduler.Compute(plan, plan.Launch.Clock()), workbook);
        if (problems.Count > 0)
            throw new UnusableInputException(string.Join(Environment.NewLine, problems));
        NewFiles.Write(output, workbook.ToArray(), force);
        if (json)
            JsonOutput.WriteLine(new { folder, output, tasks = plan.Forward.Count, rollback = plan.Rollback.Count });
        else
            Console.WriteLine(FormattableString.Invariant($"{output}: {plan.Forward.Count} tasks forward and {plan.Rollback.Count} back."));
        return ExitCodes.Good;
    }
}
