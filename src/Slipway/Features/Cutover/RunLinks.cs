using Slipway.Features.Contracts;

namespace Slipway.Features.Cutover;

/// <summary>The addresses of a run's pages.</summary>
public static class RunLinks
{
    public const string NewRoute = LaunchLinks.LaunchRoute + "/runs/new";
    public const string RoomRoute = LaunchLinks.RoomRoute + "/{number:int?}";
    public const string TaskRoute = LaunchLinks.RoomRoute + "/{number:int}/tasks/{task}";
    public const string GateRoute = LaunchLinks.RoomRoute + "/{number:int}/gates/{task}";
    public const string ControlRoute = LaunchLinks.RoomRoute + "/{number:int}/control";
    public const string PeopleRoute = LaunchLinks.RoomRoute + "/{number:int}/people";
    public const string AddTaskRoute = LaunchLinks.RoomRoute + "/{number:int}/add-task";
    public const string StatusRoute = LaunchLinks.RoomRoute + "/{number:int}/status";
    public const string PackRoute = LaunchLinks.RoomRoute + "/{number:int}/pack.html";
    public const string IssuesRoute = LaunchLinks.RoomRoute + "/{number:int}/issues";
    public const string FileRoute = LaunchLinks.RoomRoute + "/{number:int}/files/{hash}";
    public const string SeenRoute = LaunchLinks.RoomRoute + "/{number:int}/alarm-seen";
    public const string MovedRoute = LaunchLinks.RoomRoute + "/{number:int}/moved";
    public const string LiveRoute = LaunchLinks.RoomRoute + "/{number:int}/live";
    public const string ReviewRoute = LaunchLinks.ReviewRoute + "/{number:int?}";
    public const string JournalRoute = LaunchLinks.JournalRoute + "/{number:int?}";
    public const string TasksRoute = LaunchLinks.TasksRoute + "/{number:int?}";

    public static string New(string launch) => LaunchLinks.Launch(launch) + "/runs/new";

    public static string Room(string launch, int number, bool wall = false) => $"{LaunchLinks.Room(launch)}/{number}{(wall ? "?wall=true" : "")}";

    public static string Task(string launch, int number, string task) => $"{Room(launch, number)}/tasks/{Uri.EscapeDataString(task)}";

    public static string Gate(string launch, int number, string task) => $"{Room(launch, number)}/gates/{Uri.EscapeDataString(task)}";

    public static string Control(string launch, int number) => $"{Room(launch, number)}/control";

    public static string People(string launch, int number) => $"{Room(launch, number)}/people";

    public static string AddTask(string launch, int number) => $"{Room(launch, number)}/add-task";

    public static string Status(string launch, int number) => $"{Room(launch, number)}/status";

    /// <summary>The offline pack, in the reader's language unless he asks for another.</summary>
    public static string Pack(string launch, int number) => $"{Room(launch, number)}/pack.html";

    public static string Issues(string launch, int number) => $"{Room(launch, number)}/issues";

    public static string File(string launch, int number, string hash) => $"{Room(launch, number)}/files/{hash}";

    public static string AlarmSeen(string launch, int number, string alarm) => $"{Room(launch, number)}/alarm-seen?alarm={alarm}";

    /// <param name="task">The task that the page is about; null for a page about a person or the run.</param>
    public static string Moved(string launch, int number, string? task, string since) =>
        $"{Room(launch, number)}/moved?since={since}{(task is null ? "" : $"&task={Uri.EscapeDataString(task)}")}";

    public static string Live(string launch, int number, string since) => $"{Room(launch, number)}/live?since={since}";

    public static string Review(string launch, int number) => $"{LaunchLinks.Review(launch)}/{number}";

    public static string Journal(string launch, int number) => $"{LaunchLinks.Journal(launch)}/{number}";

    public static string MyTasks(string launch, int number) => $"{LaunchLinks.Tasks(launch)}/{number}";
}
