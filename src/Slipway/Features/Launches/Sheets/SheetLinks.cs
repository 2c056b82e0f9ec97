namespace Slipway.Features.Launches.Sheets;

/// <summary>The addresses of the steps from a sheet to a launch.</summary>
internal static class SheetLinks
{
    public const string UploadRoute = "/import-sheet";
    public const string ColumnsRoute = "/import-sheet/{upload:guid}";
    public const string FactsRoute = "/import-sheet/{upload:guid}/launch";
    public const string ChecksRoute = "/import-sheet/{upload:guid}/checks";

    public static string Upload => UploadRoute;

    public static string Columns(Guid upload) => $"{UploadRoute}/{upload}";

    public static string Facts(Guid upload) => $"{UploadRoute}/{upload}/launch";

    public static string Checks(Guid upload) => $"{UploadRoute}/{upload}/checks";
}
