using System.ComponentModel;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Api;

/// <summary>The body of <c>POST /api/v1/launches/ID/runs</c>.</summary>
public sealed record StartRunRequest
{
    [Description("rehearsal or live.")]
    public string Mode { get; init; } = "rehearsal";

    [Description("Where the part that is played begins: T-2h or a wall clock of the plan; the launch phase if it is missing. A live run begins no later than that phase.")]
    public string? From { get; init; }

    [Description("Where it ends.")]
    public string? To { get; init; }

    [Description("1 to 600; if it is missing, 60 with the autopilot and 1 without. A live run goes at 1.")]
    public double? Speed { get; init; }

    [Description("Whether the autopilot plays all people; only in a rehearsal.")]
    public bool Autopilot { get; init; }

    [Description("acts or played: whether automated tasks act, in a rehearsal in the plan's rehearsal environment and at speed 1; if it is missing, they act where that is possible and the plan version is approved by a second person. In a live run they act.")]
    public string? Automation { get; init; }

    [Description("off, test or on: whether people are told what they have to do, in a rehearsal off if it is missing; test sends everything to the server's test addresses. In a live run they are.")]
    public string? Notices { get; init; }

    [Description("The same seed gives the same rehearsal.")]
    public long Seed { get; init; } = 1;

    [Description("The run's own T-0, for a rehearsal, as an instant with its offset; the one with which it starts now if it is missing. A live run has the plan's.")]
    public string? T0 { get; init; }

    [Description("For a live run: the launch's id and the word live. Without it the run is prepared and waits for the act begin.")]
    public string? Confirm { get; init; }

    [Description("Made by the sender. Repeating it starts no other run and gives the first one, and is refused where another run is asked for; without it each request starts one.")]
    public Guid? CommandId { get; init; }

    internal (RunWish? Wish, Refusal? Wrong) ToWish()
    {
        var mode = Mode switch { "rehearsal" => RunMode.Rehearsal, "live" => RunMode.Live, _ => (RunMode?)null };
        if (mode is null)
            return (null, Refusal.Input("unknown-word", "mode", ActReading.Echo(Mode ?? "null"), "rehearsal, live"));
        if (CommandId == Guid.Empty)
            return (null, Refusal.Input("bad-field", "commandId", $"{CommandId}"));
        if (Automation is not (null or "acts" or "played"))
            return (null, Refusal.Input("unknown-word", "automation", ActReading.Echo(Automation), "acts, played"));
        var notices = Notices switch { "off" => NoticeMode.Off, "test" => NoticeMode.Test, "on" => NoticeMode.On, _ => (NoticeMode?)null };
        if (Notices is not null && notices is null)
            return (null, Refusal.Input("unknown-word", "notices", ActReading.Echo(Notices), "off, test, on"));
        var (from, to) = (Time(From), Time(To));
        if (From is not null && from is null)
            return (null, Refusal.Input("bad-field", "from", ActReading.Echo(From)));
        if (To is not null && to is null)
            return (null, Refusal.Input("bad-field", "to", ActReading.Echo(To)));
        var t0 = T0 is null ? null : InstantText.Parse(T0);
        if (T0 is not null && (t0 is not { } at || !RunTimes.AreUsable(at)))
            return (null, Refusal.Input("bad-instant", "t0", ActReading.Echo(T0)));
        return (new RunWish { Mode = mode.Value, From = from, To = to, Speed = Speed ?? RunWish.UsualSpeed(mode.Value, Autopilot), Autopilot = Autopilot, Acts = Automation is null ? null : Automation == "acts", Notices = notices, Seed = Seed, T0 = t0 }, null);
    }

    private static PlanTime? Time(string? text) => text is not null && TimeParser.Time(text) is { Ok: true, Value: var time } ? time : null;
}
