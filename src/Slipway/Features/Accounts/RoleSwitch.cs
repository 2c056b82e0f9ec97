using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Accounts;

/// <summary>On the sample people choose who they are instead of signing in; not while a live run is under way.</summary>
public sealed class RoleSwitch(Installation installation, ILaunches launches, IEnumerable<IRoleSwitchBar> bars, AccountRecord record)
{
    /// <summary>Whether this server has one at all.</summary>
    public bool Exists => installation.Sample;

    public async Task<bool> IsOpenAsync(CancellationToken cancellation)
    {
        if (!Exists)
            return false;
        foreach (var bar in bars)
            if (await bar.BarsAsync(cancellation))
                return false;
        return true;
    }

    /// <summary>The launches whose people somebody may be.</summary>
    public async Task<IReadOnlyList<Launch>> LaunchesAsync(CancellationToken cancellation)
    {
        var found = new List<Launch>();
        foreach (var summary in await launches.ListAsync(cancellation))
            if (await launches.CurrentAsync(summary.Id, cancellation) is { } version)
                found.Add(version.Plan.Launch);
        return found;
    }

    /// <summary>Who a browser becomes; null if there is no such person or switching is forbidden now.</summary>
    /// <param name="person">Null for the administrator.</param>
    public async Task<(CurrentActor Actor, string? Language)?> BecomeAsync(string? launch, string? person, CancellationToken cancellation)
    {
        if (!await IsOpenAsync(cancellation))
            return null;
        if (person is null)
        {
            await NoteAsync(CurrentActor.Administrator, launch, cancellation);
            return (new(CurrentActor.SampleAdministrator, "Administrator", null, null, [CurrentActor.Administrator], IsToken: false), null);
        }
        if (launch is null || (await launches.CurrentAsync(launch, cancellation))?.Plan.Launch.Person(person) is not { } known)
            return null;
        await NoteAsync(person, launch, cancellation);
        return (new(known.Id, known.Name, known.Id, launch, [], IsToken: false), known.Language);
    }

    private Task NoteAsync(string who, string? launch, CancellationToken cancellation) => record.NoteAsync("role-switched", who, new { launch }, cancellation);
}
