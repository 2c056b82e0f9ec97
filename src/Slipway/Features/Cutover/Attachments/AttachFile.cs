using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Attachments;

/// <summary>Attaches a file to a run or a task of it: its bytes beside the journal, its hash in it.</summary>
public sealed class AttachFile(RunStore runs, ActOnRun acts, IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    /// <param name="id">The run.</param>
    /// <param name="file">What was uploaded.</param>
    /// <param name="act">On whose behalf, about which task; name and hash are put in here.</param>
    /// <param name="actor">Who uploads it.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<ActResult> HandleAsync(Guid id, UploadedFile file, Attach act, ActingActor actor, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run)
            return new ActResult.NoSuchRun();
        var name = FileKinds.PlainName(file.Name);
        var (type, refused) = FileKinds.Of(name, file.Content);
        if (type is null)
            return new ActResult.Refused(run, refused!);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content));
        // Bytes first: what the journal names is there.
        await StoreAsync(new AttachmentRecord { Run = id, Hash = hash, ContentType = type, Content = file.Content, At = clock.Now() }, cancellation);
        var result = await acts.HandleAsync(id, act with { Name = string.IsNullOrWhiteSpace(act.Name) ? name : act.Name, File = hash, Url = null }, actor, null, cancellation);
        if (result is not ActResult.Done)
            await ForgetUnlessNamedAsync(id, hash, cancellation);
        return result;
    }

    /// <summary>A file that the run's journal names, with what it was called; null if there is none.</summary>
    public async Task<(AttachmentRecord File, string Name)?> FindAsync(Run run, string hash, CancellationToken cancellation)
    {
        if (run.State.Remarks.FindLast(remark => remark.File == hash) is not { } remark)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var record = await db.Set<AttachmentRecord>().AsNoTracking().SingleOrDefaultAsync(file => file.Run == run.Id && file.Hash == hash, cancellation);
        return record is null ? null : (record, remark.Text);
    }

    private async Task StoreAsync(AttachmentRecord record, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Set<AttachmentRecord>().AnyAsync(file => file.Run == record.Run && file.Hash == record.Hash, cancellation))
            return;
        db.Add(record);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The same file came twice at once; one is enough.
            await using var again = await databases.CreateDbContextAsync(cancellation);
            if (!await again.Set<AttachmentRecord>().AnyAsync(file => file.Run == record.Run && file.Hash == record.Hash, cancellation))
                throw;
        }
    }

    private async Task ForgetUnlessNamedAsync(Guid id, string hash, CancellationToken cancellation)
    {
        if ((await runs.LoadAsync(id, cancellation))!.State.Remarks.Exists(remark => remark.File == hash))
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<AttachmentRecord>().Where(file => file.Run == id && file.Hash == hash).ExecuteDeleteAsync(cancellation);
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
