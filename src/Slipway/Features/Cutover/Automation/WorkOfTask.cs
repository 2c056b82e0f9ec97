using System.Globalization;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>One beginning of one task's work: what it does, or what is found out about it after a crash, as the run is told of it.</summary>
internal sealed class WorkOfTask(Run run, PlanTask task, WorkRecord work, long epoch, WorkOnce once, WorkOutputs outputs, CancellationToken lost)
{
    /// <summary>Throws only when it is stopped.</summary>
    public Task<Learned> DoAsync(CancellationToken stop) => LearnAsync(context => once.DoAsync(task.Work!, context, stop), Report);

    /// <summary>What began under an older epoch and never ended, as far as anybody knows: the plan's policy says what now. Throws only when it is stopped.</summary>
    public async Task<Learned> RecoverAsync(CancellationToken stop)
    {
        switch (task.Work!.OnCrash)
        {
            case CrashPolicy.Ask:
                return new(new ReportWork { Task = task.Id, Attempt = work.Attempt, Epoch = epoch, Outcome = WorkOutcome.Lost, Cause = LossCause.Crash }, null);
            case CrashPolicy.Safe:
                await once.SettleAsync(task.Work, work.Key, stop);
                return new(Again(RepeatCause.Safe), null);
            default:
                return await LearnAsync(async context =>
                {
                    await once.SettleAsync(task.Work, work.Key, stop);
                    return await once.ProbeAsync(task.Work, context, stop);
                }, Probed);
        }
    }

    /// <summary>Does something about the task, and shows what it says meanwhile.</summary>
    private async Task<Learned> LearnAsync(Func<WorkContext, Task<WorkEnd>> act, Func<WorkEnd, string?, TaskCommand> learn)
    {
        var output = new WorkOutput();
        var ending = act(Context(output));
        await outputs.FollowAsync(run, task.Id, work, output, ending);
        var said = WorkSaid.Of(task.Id, work, output);
        return new(learn(await ending, said is null ? null : WorkOutput.Hash(said.Text)), said);
    }

    private TaskCommand Report(WorkEnd end, string? output) =>
        new ReportWork { Task = task.Id, Attempt = work.Attempt, Epoch = epoch, Outcome = end.Outcome, Said = end.Said, Output = output };

    private TaskCommand Probed(WorkEnd end, string? output) => end.Outcome == WorkOutcome.Failed
        ? Again(RepeatCause.ProbeFoundNothing)
        : new ReportWork { Task = task.Id, Attempt = work.Attempt, Epoch = epoch, Outcome = end.Outcome, Cause = LossCause.ProbeCouldNotSay, Said = end.Said, Output = output };

    private IntendWork Again(RepeatCause cause) => new() { Task = task.Id, Epoch = epoch, KeyOf = "", Again = cause };

    private WorkContext Context(WorkOutput output)
    {
        var launch = run.State.Plan.Launch;
        var environment = (run.State.Mode == RunMode.Live ? launch.LiveEnvironment : launch.RehearsalEnvironment) ?? new Dictionary<string, string>();
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["launch"] = launch.Id,
            ["run"] = run.Record.Number.ToString(CultureInfo.InvariantCulture),
            ["task"] = task.Id,
            ["attempt"] = work.Attempt.ToString(CultureInfo.InvariantCulture),
            ["key"] = work.Key,
        };
        return new WorkContext(work.Key, given, environment, output) { Away = lost, Run = run, Journeys = run.State.Plan.Journeys };
    }
}

/// <summary>What the run is told of a task, and what its work said before that.</summary>
internal sealed record Learned(TaskCommand Part, WorkSaid? Said);
