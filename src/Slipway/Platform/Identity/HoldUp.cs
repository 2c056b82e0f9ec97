using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>
/// After ten wrong passwords an account is held up for half a minute, for browsers that it does not know. Short, because
/// anybody can type wrong passwords for a decider; long enough that guessing takes for ever.
/// </summary>
public sealed class HoldUp(SlipwayDb db, IClock clock)
{
    private const int Patience = 10;
    private static readonly Duration Length = Duration.FromSeconds(30);

    public bool IsOn(Account account) => account.LockoutEnd > Now;

    public async Task CountAsync(Account account)
    {
        if (account.AccessFailedCount + 1 >= Patience)
            await SetAsync(account, 0, Now + Length.ToTimeSpan());
        else
            await db.Users.Where(same => same.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(same => same.AccessFailedCount, same => same.AccessFailedCount + 1));
    }

    public Task ForgetAsync(Account account) =>
        account is { AccessFailedCount: 0, LockoutEnd: null } ? Task.CompletedTask : SetAsync(account, 0, null);

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    private Task<int> SetAsync(Account account, int failures, DateTimeOffset? end) => db.Users.Where(same => same.Id == account.Id).ExecuteUpdateAsync(set => set
        .SetProperty(same => same.AccessFailedCount, failures)
        .SetProperty(same => same.LockoutEnd, end));
}
