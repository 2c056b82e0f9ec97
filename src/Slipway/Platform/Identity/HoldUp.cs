using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>
/// After ten wrong passwords an account is held up for half a minute, for browsers that it does not know. Short, because
/// anybody can type wrong passwords for a decider; long enough that guessing takes for ever.
/// </summary>
public sealed class HoldUp(SlipwayDb db, IClock clock, UnknownNames names)
{
    internal const int Patience = 10;
    internal static readonly Duration Length = Duration.FromSeconds(30);

    /// <summary>Counts a try before its password is looked at, so that many at once are no more than ten; false while the account is held up.</summary>
    public async Task<bool> TryAsync(Account account)
    {
        while (true)
        {
            if (await db.Users.Where(same => same.Id == account.Id).Select(same => Tuple.Create(same.AccessFailedCount, same.LockoutEnd)).SingleOrDefaultAsync() is not var (failures, end) || end > Now)
                return false;
            // Whoever was held up begins anew.
            var tries = end is null ? failures + 1 : 1;
            DateTimeOffset? until = tries >= Patience ? Now + Length.ToTimeSpan() : null;
            if (await db.Users.Where(same => same.Id == account.Id && same.AccessFailedCount == failures).ExecuteUpdateAsync(set => set
                    .SetProperty(same => same.AccessFailedCount, tries)
                    .SetProperty(same => same.LockoutEnd, until)) == 1)
                return true;
        }
    }

    /// <summary>The same for a name that nobody has: a hold-up must not tell which names exist.</summary>
    public bool TryUnknown(string name) => names.Try(name);

    public Task ForgetAsync(Account account) => db.Users.Where(same => same.Id == account.Id).ExecuteUpdateAsync(set => set
        .SetProperty(same => same.AccessFailedCount, 0)
        .SetProperty(same => same.LockoutEnd, (DateTimeOffset?)null));

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();
}

/// <summary>Names that were tried and that nobody has, on this node.</summary>
public sealed class UnknownNames(IClock clock)
{
    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Tries, Instant? Until)> tried = new(StringComparer.OrdinalIgnoreCase);

    public bool Try(string name)
    {
        // Longer ones cannot be anybody's.
        name = name.Length > 256 ? name[..256] : name;
        var now = clock.GetCurrentInstant();
        lock (gate)
        {
            if (tried.Count >= Most)
                tried.Clear();
            var (tries, until) = tried.GetValueOrDefault(name);
            if (until > now)
                return false;
            tries = until is null ? tries + 1 : 1;
            tried[name] = (tries, tries >= HoldUp.Patience ? now + HoldUp.Length : null);
            return true;
        }
    }
}
