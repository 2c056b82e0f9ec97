using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches.Sheets;

/// <summary>Sheets between two steps. Each is its owner's alone; what nobody goes on with is thrown away.</summary>
public sealed class SheetShelf(IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    /// <summary>Of one owner; a new one takes the place of the oldest.</summary>
    private const int MostOfOne = 5;

    private static readonly Duration Kept = Duration.FromDays(7);

    /// <summary>Two launches may have people of the same id.</summary>
    public static string OwnerOf(CurrentActor actor) => actor.Launch is { } launch ? $"{launch}/{actor.Id}" : actor.Id;

    public async Task<Guid> PutAsync(string owner, string fileName, byte[] content, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var upload = new SheetUpload { Id = Guid.CreateVersion7(), Owner = owner, FileName = fileName, Content = content, Created = clock.Now() };
        db.Add(upload);
        await db.SaveChangesAsync(cancellation);
        var old = upload.Created - Kept;
        var newest = await Of(db, owner).OrderByDescending(known => known.Created).ThenByDescending(known => known.Id).Take(MostOfOne).Select(known => known.Id).ToListAsync(cancellation);
        await db.Set<SheetUpload>().Where(known => known.Created < old || (known.Owner == owner && !newest.Contains(known.Id))).ExecuteDeleteAsync(cancellation);
        return upload.Id;
    }

    /// <summary>Null when it is gone, or somebody else's.</summary>
    public async Task<SheetUpload?> TakeAsync(Guid id, string owner, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, owner).AsNoTracking().SingleOrDefaultAsync(upload => upload.Id == id, cancellation);
    }

    /// <summary>What an owner has begun, newest first, without the files.</summary>
    public async Task<IReadOnlyList<BegunSheet>> BegunAsync(string owner, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, owner).OrderByDescending(upload => upload.Created).Select(upload => new BegunSheet(upload.Id, upload.FileName, upload.Created)).ToListAsync(cancellation);
    }

    public async Task KeepAsync(SheetUpload upload, SheetAnswers answers, CancellationToken cancellation)
    {
        upload.Answers = answers.ToJson();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<SheetUpload>().Where(known => known.Id == upload.Id).ExecuteUpdateAsync(change => change.SetProperty(known => known.Answers, upload.Answers), cancellation);
    }

    public async Task DiscardAsync(Guid id, string owner, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await Of(db, owner).Where(upload => upload.Id == id).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<SheetUpload> Of(SlipwayDb db, string owner) => db.Set<SheetUpload>().Where(upload => upload.Owner == owner);
}

public sealed record BegunSheet(Guid Id, string FileName, Instant Created);
