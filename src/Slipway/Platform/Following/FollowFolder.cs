using NodaTime;
using NodaTime.Text;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>Makes a data folder ready to follow, and keeps a copy from being served as if it were the main one. Whoever calls it holds the folder.</summary>
internal static class FollowFolder
{
    public static void Prepare(DatabasePlace place, FollowWish wish, TextWriter words)
    {
        Promotion.Forget(place);
        var role = PlaceRole.Read(place);
        var url = wish.Url.GetLeftPart(UriPartial.Authority);
        if (MovedMark.Replaced(place) is not null)
        {
            var kept = Path.Combine(place.DataFolder!, $"slipway-before-follow-{InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Format(SystemClock.Instance.GetCurrentInstant())}.db");
            SqliteFile.Seal(place.DatabaseFile);
            File.Move(place.DatabaseFile, kept);
            words.WriteLine($"What was here is kept: {kept}");
            new PlaceRole(1, new(url, null, 0, false), []).Write(place);
            MovedMark.Remove(place);
            return;
        }
        if (MovedMark.Read(place) is not null)
            MovedMark.Refuse(place);
        if (role.Follows is null && File.Exists(place.DatabaseFile))
            throw new UnusableInputException($"{place} holds data of its own; follow with an empty folder: --data other-folder.");
        (role with { Follows = role.Follows is { } before ? before with { Url = url } : new(url, null, 0, false) }).Write(place);
    }

    /// <summary>Throws when the folder is a copy.</summary>
    public static void RefuseCopy(DatabasePlace place)
    {
        if (PlaceRole.Read(place).Follows is { } followed)
            throw new UnusableInputException($"{place} is a copy that follows {followed.Url}; go on following with slipway follow {followed.Url} --data {place} --token …, or make it the main one with slipway promote --data {place}.");
    }

    /// <summary>Fetches the first whole copy, or what is new if the main one can be reached.</summary>
    public static async Task BeginAsync(DatabasePlace place, FollowWish wish, TextWriter words, CancellationToken cancellation)
    {
        using var puller = new Puller(place, wish);
        var said = "";
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var role = PlaceRole.Read(place);
            try
            {
                var asked = SystemClock.Instance.Now();
                var pulled = await puller.PullAsync("", role.Generation, cancellation);
                var followed = role.Follows! with { Heard = pulled.Behind == 0 ? asked : role.Follows.Heard, Behind = pulled.Behind, Sample = pulled.Sample };
                (role with { Generation = pulled.Generation, Follows = followed }).Write(place);
                if (pulled.Behind == 0)
                    return;
            }
            catch (RefusedPullException refused) when (refused.ForGood)
            {
                throw new UnusableInputException(refused.Message, refused);
            }
            catch (Exception away) when (away is not UnusableInputException && !cancellation.IsCancellationRequested)
            {
                if (role.Follows!.Heard is not null)
                    return;
                if (said != (said = Follower.Reason(away)))
                    await words.WriteLineAsync($"slipway: {role.Follows.Url} cannot be followed yet: {said} It is tried again.");
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }
}
