using System.CommandLine;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Api;
using Slipway.Features.Cutover.Attachments;
using Slipway.Features.Cutover.Automation;
using Slipway.Features.Cutover.Cli;
using Slipway.Features.Cutover.Notices;
using Slipway.Features.Cutover.Packs;
using Slipway.Features.Cutover.Pages;
using Slipway.Features.Cutover.Rooms;
using Slipway.Platform;
using Slipway.Platform.Notices;
using Slipway.Platform.Web;
using Slipway.Platform.Work;

namespace Slipway.Features.Cutover;

/// <summary>The door of Cutover.</summary>
public sealed class CutoverFeature : IFeature
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunForecasts>();
        services.AddSingleton<LivePlace>();
        services.AddSingleton<ActOnRun>();
        services.AddSingleton<StartRun>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<CommandFolders>();
        services.AddSingleton<EmptyFolders>();
        services.AddSingleton<PostgresTools>();
        services.AddSingleton<IWorker, CommandWorker>();
        services.AddSingleton<IWorker, SqlWorker>();
        services.AddSingleton<IWorker, MigrateWorker>();
        services.AddSingleton<IWorker, SnapshotWorker>();
        services.AddSingleton<IWorker, TrafficWorker>();
        services.AddSingleton<AskCheck>();
        services.AddSingleton<WebCalls>();
        services.AddSingleton<IWorker, HttpWorker>();
        services.AddSingleton<IWorker, WaitWorker>();
        services.AddSingleton<IWorker, JourneyWorker>();
        services.AddSingleton<IWorker, NotifyWorker>();
        services.AddSingleton<ReadyToAct>();
        services.AddSingleton<WorkOnce>();
        services.AddSingleton<WorkOutputs>();
        services.AddSingleton<IBackgroundWork, RunWork>();
        services.AddSingleton<TaskLinks>();
        services.AddSingleton<NoticeLetters>();
        services.AddSingleton<MessageLetters>();
        services.AddSingleton<AnswerBySms>();
        services.AddSingleton<CalendarFeed>();
        services.AddSingleton<IBackgroundWork, RunNotices>();
        services.AddSingleton<PackViews>();
        services.AddSingleton<RunPacks>();
        services.AddSingleton<IBackgroundWork, PackFiles>();
        services.AddSingleton<IBackgroundWork, PackMails>();
        services.AddSingleton<INoticeAttachments, PackAttachments>();
        services.AddSingleton<RoomViews>();
        services.AddSingleton<RoomFragments>();
        services.AddSingleton<PartialRenderer>();
        services.AddSingleton<GateLooks>();
        services.AddSingleton<RunPages>();
        services.AddSingleton<PlanPages>();
        services.AddSingleton<IRunHistory, RunHistory>();
        services.AddSingleton<IRoleSwitchBar, LiveRunBarsRoleSwitch>();
        services.AddHostedService<RoomWarmUp>();
        services.AddHostedService<RunHeads>();
        services.AddHostedService<RunKeeper>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        RunsApi.Map(endpoints);
        BaselineApi.Map(endpoints);
        NoticesApi.Map(endpoints);
        AttachmentsApi.Map(endpoints);
        RoomLive.Map(endpoints);
        PacksApi.Map(endpoints);
        PlanWorkbook.Map(endpoints);
        SmsHook.Map(endpoints);
        CalendarFeed.Map(endpoints);
    }

    public void AddCommands(Command root)
    {
        PlanCommands.AddTo(root);
        RehearseCommand.AddTo(root);
        JourneyCommand.AddTo(root);
    }
}
