using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Tests.Features.Cutover.Automation;

public sealed class WorkOnceTests
{
    private static readonly WorkEnd Done = WorkEnd.Succeeded("done"), No = WorkEnd.Failed("no"), Lost = WorkEnd.Lost("no answer"), Away = WorkEnd.Unanswered("away");

    private readonly List<string> keys = [];

    [Fact]
    public async Task A_failed_try_is_followed_by_another_with_the_same_key()
    {
        Assert.Equal(Done, await DoAsync(CrashPolicy.Ask, 3, [No, Away, Done]));
        Assert.Equal(["7.a.1", "7.a.1", "7.a.1"], keys);
    }

    [Fact]
    public async Task After_a_lost_try_a_person_is_asked()
    {
        Assert.Equal(Lost, await DoAsync(CrashPolicy.Ask, 3, [Lost, Done]));
        Assert.Single(keys);
    }

    [Fact]
    public async Task A_lost_try_goes_again_where_that_does_no_harm()
    {
        Assert.Equal(Done, await DoAsync(CrashPolicy.Safe, 3, [Lost, Lost, Done]));
        Assert.Equal(["7.a.1", "7.a.1", "7.a.1"], keys);
    }

    [Fact]
    public async Task What_was_perhaps_done_is_not_called_failed_because_a_later_try_never_left()
    {
        Assert.Equal(WorkOutcome.Lost, (await DoAsync(CrashPolicy.Safe, 2, [Lost, Away, Away])).Outcome);
        Assert.Equal(WorkOutcome.Failed, (await DoAsync(CrashPolicy.Safe, 2, [Lost, No, Away])).Outcome);
    }

    [Fact]
    public async Task Where_the_verification_finds_it_done_a_lost_try_has_succeeded()
    {
        var end = await DoAsync(CrashPolicy.Probe, 3, [Lost, Done], [Done]);
        Assert.Equal((WorkOutcome.Succeeded, "no answer; verify: done"), (end.Outcome, end.Said));
        Assert.Single(keys);
    }

    [Fact]
    public async Task Where_the_verification_clearly_does_not_find_it_the_next_try_follows()
    {
        Assert.Equal(WorkOutcome.Succeeded, (await DoAsync(CrashPolicy.Probe, 1, [Lost, Done], [No, Done])).Outcome);
        Assert.Equal(2, keys.Count);
        Assert.Equal(WorkOutcome.Failed, (await DoAsync(CrashPolicy.Probe, 0, [Lost], [No])).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_verification_cannot_say_a_lost_try_stays_lost(bool wasAway)
    {
        Assert.Equal(WorkOutcome.Lost, (await DoAsync(CrashPolicy.Probe, 3, [Lost, Done], [wasAway ? Away : Lost])).Outcome);
        Assert.Single(keys);
    }

    [Fact]
    public async Task After_a_crash_a_verification_that_could_not_be_asked_has_not_said_no()
    {
        var (once, work, context) = Played(CrashPolicy.Probe, 0, [], [Away, No]);
        Assert.Equal(WorkOutcome.Lost, (await once.ProbeAsync(work, context, CancellationToken.None)).Outcome);
        Assert.Equal(WorkOutcome.Failed, (await once.ProbeAsync(work, context, CancellationToken.None)).Outcome);
    }

    private Task<WorkEnd> DoAsync(CrashPolicy onCrash, int further, WorkEnd[] tries, WorkEnd[]? verifications = null)
    {
        var (once, work, context) = Played(onCrash, further, tries, verifications);
        return once.DoAsync(work, context, CancellationToken.None);
    }

    private (WorkOnce, AutomatedWork, WorkContext) Played(CrashPolicy onCrash, int further, WorkEnd[] tries, WorkEnd[]? verifications)
    {
        keys.Clear();
        var work = new AutomatedWork
        {
            With = new CommandSettings { Program = "/act" },
            Verify = verifications is null ? null : new HttpSettings { Url = "https://example.org" },
            OnCrash = onCrash,
            Retry = new Retry(further, PlanDuration.Zero, 1),
        };
        IWorker[] workers = [new Scripted(WorkKind.Command, tries, keys), new Scripted(WorkKind.Http, verifications ?? [], [])];
        return (new WorkOnce(workers, TimeProvider.System), work, new WorkContext("7.a.1", new Dictionary<string, string>(), new Dictionary<string, string>(), new WorkOutput()));
    }

    /// <summary>Ends as it was told, one end after the other.</summary>
    private sealed class Scripted(WorkKind kind, WorkEnd[] ends, List<string> keys) : IWorker
    {
        private int next;

        public WorkKind Kind => kind;

        public Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
        {
            keys.Add(context.Key);
            return Task.FromResult(ends[next++]);
        }
    }
}
