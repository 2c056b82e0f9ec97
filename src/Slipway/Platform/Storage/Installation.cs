using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Storage;

/// <summary>
/// Whether these data were begun with the sample launch, to be played with, or for real work. Decided at the first start
/// and kept: a server that is started again without naming a folder does not become a playground.
/// </summary>
public sealed class Installation(IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    /// <summary>Whether this server runs on the sample: begun with it, and started without a launch folder, or with --play, now.</summary>
    public bool Sample { get; private set; }

    /// <param name="asksForSample">Whether the server was started to be played with: without a launch folder and --no-sample, or with --play.</param>
    internal async Task DecideAsync(bool asksForSample, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var begun = await db.Set<InstallationRecord>().AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (begun is null)
        {
            begun = new() { Id = 1, Sample = asksForSample, Since = clock.Now() };
            db.Add(begun);
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException)
            {
                // Another node was started at the same moment and was first.
                db.ChangeTracker.Clear();
                begun = await db.Set<InstallationRecord>().AsNoTracking().SingleAsync(cancellation);
            }
        }
        Sample = begun.Sample && asksForSample;
    }
}

internal sealed class InstallationRecord
{
    public required int Id { get; init; }
    public required bool Sample { get; init; }
    public required Instant Since { get; init; }
}

internal sealed class InstallationMapping : IEntityTypeConfiguration<InstallationRecord>
{
    public void Configure(EntityTypeBuilder<InstallationRecord> builder)
    {
        builder.ToTable("installation");
        builder.Property(record => record.Id).ValueGeneratedNever();
    }
}
