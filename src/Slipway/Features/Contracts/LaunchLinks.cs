namespace Slipway.Features.Contracts;

/// <summary>The addresses of a launch's pages, whichever feature serves them.</summary>
public static class LaunchLinks
{
    public const string AllRoute = "/";
    public const string LaunchRoute = "/launches/{id}";
    public const string PlanRoute = "/launches/{id}/plan";
    public const string PlanWorkbookRoute = "/launches/{id}/plan.xlsx";
    public const string RoomRoute = "/launches/{id}/room";
    public const string TasksRoute = "/launches/{id}/tasks";
    public const string ReviewRoute = "/launches/{id}/review";
    public const string JournalRoute = "/launches/{id}/journal";

    public static string All => AllRoute;

    public static string Launch(string id) => Fill(LaunchRoute, id);

    public static string Plan(string id) => Fill(PlanRoute, id);

    /// <summary>The plan as a spreadsheet.</summary>
    public static string PlanWorkbook(string id) => Fill(PlanWorkbookRoute, id);

    public static string Room(string id) => Fill(RoomRoute, id);

    public static string Tasks(string id) => Fill(TasksRoute, id);

    public static string Review(string id) => Fill(ReviewRoute, id);

    public static string Journal(string id) => Fill(JournalRoute, id);

    private static string Fill(string route, string id) => route.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal);
}
