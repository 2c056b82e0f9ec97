using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;

namespace Slipway.Features.Launches;

/// <summary>Who may do what with launches, by their roles: a token's own, a person's from their launch.</summary>
public sealed class LaunchRights(ILaunches launches)
{
    private static readonly string[] Importers = [Roles.Administrator, Roles.ServiceOwner, Roles.ServiceDesigner, Roles.ItOperations];

    public async Task<bool> MayImportAsync(CurrentActor actor, CancellationToken cancellation)
    {
        if (actor.Roles.Any(Importers.Contains))
            return true;
        return actor is { Launch: { } launch, Person: { } person }
            && await launches.CurrentAsync(launch, cancellation) is { } version
            && RolesOf(version.Plan, person).Any(Importers.Contains);
    }

    /// <summary>A person brings any launch in; a token that is limited to a launch only that one.</summary>
    public static Importer ImporterOf(CurrentActor actor) => new(actor.Id, actor.IsToken ? actor.Launch : null);

    private static IReadOnlyList<string> RolesOf(Plan plan, string person) => plan.Launch.Person(person)?.Roles ?? [];
}
