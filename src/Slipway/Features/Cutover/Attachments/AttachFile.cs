using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Attachments;

/// <summary>Attaches a file to a run or a task of it: its bytes beside the journal, its hash in it.</summary>
public sealed class AttachFile(RunStore runs, ActOnRun acts, IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    /// <summary>So long a file may wait for the act that names it.</summary>
    private static readonly Duration Unnamed = Duration.FromHours(1);

    /// <param name="id">The run.</param>
    /// <param name="file">What was uploaded.</param>
    /// <param name="act">On whose behalf, about which task; name and hash are put in here.</param>
    /// <param name="actor">Who uploads it.</param>
    /// <param name="ifVersion">The version that the sender knew; null when it does not matter.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<ActResult> HandleAsync(Guid id, UploadedFile file, Attach act, ActingActor actor, long? ifVersion, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run)
            return new ActResult.NoSuchRun();
        var name = FileKinds.PlainName(file.Name);
        var (type, refused) = FileKinds.Of(name, file.Content);
        if (type is null)
            return new ActResult.Refused(run, refused!);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content));
        var attach = act with { Name = FileKinds.NameOf(act.Name, type, name), File = hash, Url = null };
        // Asked before anything is kept: who may not attach leaves no bytes, and takes none away.
        if (await acts.WouldRefuseAsync(id, attach, actor, cancellation) is { } mayNot)
            return mayNot;
        // Bytes first: what the journal names is there. From here on it goes on though the sender goes away.
        await StoreAsync(new AttachmentRecord { Run = id, Hash = hash, ContentType = type, Content = file.Content, At = clock.Now() });
        return await acts.HandleAsync(id, attach, actor, ifVersion, CancellationToken.None);
    }

    /// <summary>A file that the run's journal names, with what it was called; null if there is none.</summary>
    public async Task<(AttachmentRecord File, string Name)?> FindAsync(Run run, string hash, CancellationToken cancellation)
    {
        if (run.State.Remarks.FindLast(remark => remark.File == hash) is not { } remark)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var record = await db.Set<AttachmentRecord>().AsNoTracking().SingleOrDefaultAsync(file => file.Run == run.Id && file.Hash == hash, cancellation);
        return record is null ? null : (record, FileKinds.NameOf(remark.Text, record.ContentType));
    }

    private async Task StoreAsync(AttachmentRecord record)
    {
        await using var db = await databases.CreateDbContextAsync();
        await SweepAsync(db, record);
        if (await KeptAsync(db, record))
            return;
        db.Add(record);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // The same file came twice at once; one is enough.
            await using var again = await databases.CreateDbContextAsync();
            if (!await KeptAsync(again, record))
                throw;
        }
    }

    /// <summary>Whether the file is there already; it counts as new then, so that no sweep takes it before its act is written.</summary>
    private static async Task<bool> KeptAsync(SlipwayDb db, AttachmentRecord record) =>
        await db.Set<AttachmentRecord>().Where(file => file.Run == record.Run && file.Hash == record.Hash).ExecuteUpdateAsync(set => set.SetProperty(file => file.At, record.At)) > 0;

    /// <summary>Removes what no act names since long: a server was killed between bytes and act, or the act was refused at the last moment.</summary>
    private async Task SweepAsync(SlipwayDb db, AttachmentRecord record)
    {
        var before = record.At - Unnamed;
        var old = await db.Set<AttachmentRecord>().Where(file => file.Run == record.Run && file.At < before).Select(file => file.Hash).ToListAsync();
        if (old.Count == 0)
            return;
        var run = (await runs.ReadAsync(record.Run, CancellationToken.None))!;
        var unnamed = old.Except(run.State.Remarks.Select(remark => remark.File!)).ToList();
        if (unnamed.Count > 0)
            await db.Set<AttachmentRecord>().Where(file => file.Run == record.Run && unnamed.Contains(file.Hash) && file.At < before).ExecuteDeleteAsync();
    }
}

/// <summary>A file as it came.</summary>
public sealed record UploadedFile(string? Name, byte[] Content)
{
    /// <summary>Reads no more than is allowed and one byte, by which it is seen to be too much.</summary>
    public static async Task<UploadedFile> OfAsync(IFormFile form, CancellationToken cancellation)
    {
        var content = new byte[Math.Min(form.Length, FileKinds.Largest + 1)];
        await using var stream = form.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellation);
        return new(form.FileName, content);
    }
}
