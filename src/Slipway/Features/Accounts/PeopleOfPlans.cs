using Slipway.Features.Contracts;
using Slipway.Platform.Identity;

namespace Slipway.Features.Accounts;

/// <summary>Who takes part in a launch: the people of its newest plan.</summary>
internal sealed class PeopleOfPlans(ILaunches launches) : IKnowsPeople
{
    public async Task<IReadOnlyList<string>?> RolesAsync(string launch, string person, CancellationToken cancellation) =>
        (await launches.CurrentAsync(launch, cancellation))?.Plan.Launch.Person(person)?.Roles;
}
