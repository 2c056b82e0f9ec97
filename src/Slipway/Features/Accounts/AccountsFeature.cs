using System.Runtime.CompilerServices;
using Slipway.Features.Contracts;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Accounts;

/// <summary>The door of Accounts: how people come in, and who lets them.</summary>
public sealed class AccountsFeature : IFeature
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<RoleSwitch>();
        services.AddSingleton<ISessionNeed, WindowNeed>();
        services.AddSingleton<IKnowsPeople, PeopleOfPlans>();
    }

    /// <summary>The first start of a real installation: the link that makes the administrator, until somebody took it.</summary>
    public async IAsyncEnumerable<string> GreetAsync(IServiceProvider services, Uri address, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (services.GetRequiredService<Installation>().Sample)
        {
            yield return "This is the sample: everybody chooses who they are at the sign-in, without a password.";
            yield break;
        }
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().ForAdministratorAsync(cancellation) is { } secret)
            yield return $"There is no administrator yet. Open this link once, within a week: {new Uri(address, AccountLinks.Welcome(secret))}";
    }
}
