using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of a task that waits.</summary>
internal static class WaitReader
{
    public static WaitSettings? Read(Fields with)
    {
        with.Need("until");
        with.Need("atMost");
        var (until, every, atMost) = (WorkReader.Check(with, "until"), with.Length("every", "5s"), with.Length("atMost", "30m"));
        return until is null || atMost is null ? null : new WaitSettings { Until = until, Every = every ?? WaitSettings.EveryUnlessSaid, AtMost = atMost.Value };
    }
}
