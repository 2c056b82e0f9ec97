using Slipway.Features.Contracts;
using Slipway.Formats.Sheets;
using Slipway.Planning.Scheduling;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Api;

/// <summary>The newest version of a plan as a spreadsheet, which imports again to the same plan.</summary>
internal static class PlanWorkbook
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(LaunchLinks.PlanWorkbookRoute, WriteAsync).Needs(PermissionTable.SeePlan).ExcludeFromDescription();

    private static async Task<IResult> WriteAsync(string id, ILaunches launches, TextCatalog catalog, HttpContext context)
    {
        if (await launches.CurrentAsync(id, context.RequestAborted) is not { } version)
            return Results.NotFound();
        var workbook = new MemoryStream();
        var tooLong = SheetExport.Write(version.Plan, Scheduler.Compute(version.Plan, version.Plan.Launch.Clock()), workbook);
        return tooLong.Count > 0
            ? Results.Text(catalog.In(RequestLanguage.Of(context))["plan.too-long-for-sheet"], statusCode: StatusCodes.Status422UnprocessableEntity)
            : Results.File(workbook.ToArray(), Xlsx, $"{id}-{version.Number}.xlsx");
    }
}
