using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Notices;

/// <summary>
/// Signs the links of notices and reads them back: one task, for one person. Nothing of them is kept: a link says itself
/// what it opens and until when. They fit into an SMS: a task and a person are named by four bytes of their ids' digest.
/// </summary>
public sealed class TaskLinks(SigningKey key, RunStore runs, IClock clock)
{
    private const string Purpose = "Slipway.TaskLink.1";
    private const int RunLength = 16;
    private const int MarkLength = 4;
    private const int SignedLength = RunLength + (3 * MarkLength);

    /// <summary>A link holds so long at least: a rehearsal's clock may be hours ahead, and a night may be long.</summary>
    private static readonly Duration AtLeast = Duration.FromHours(12);

    /// <summary>The link's signed part. It holds until the run's window closes, or the task was to end.</summary>
    public string Sign(Run run, string task, string person)
    {
        var closes = run.State.Clock.Resolve(run.State.Plan.Launch.Window.Closes);
        var planned = run.State.Planned.TryGetValue(task, out var times) ? times.Finish : closes;
        var until = Instant.Max(clock.Now() + AtLeast, Instant.Max(closes, planned));
        var minutes = new byte[MarkLength];
        BinaryPrimitives.WriteUInt32BigEndian(minutes, (uint)(until.ToUnixTimeSeconds() / 60));
        byte[] signed = [.. run.Id.ToByteArray(), .. Mark(task), .. Mark(person), .. minutes];
        return Base64Url.EncodeToString([.. signed, .. key.Sign(Purpose, signed)]);
    }

    /// <summary>What a link opens; null when it is none of ours, or opens nothing any more.</summary>
    public async Task<(Run Run, PlanTask Task, Person Person)?> OpenAsync(string link, CancellationToken cancellation)
    {
        if (Bytes(link) is not { } bytes || !key.IsOurs(Purpose, bytes.AsSpan(0, SignedLength), bytes.AsSpan(SignedLength)))
            return null;
        var until = Instant.FromUnixTimeSeconds(60L * BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(SignedLength - MarkLength)));
        if (until < clock.Now() || await runs.LoadAsync(new Guid(bytes.AsSpan(0, RunLength)), cancellation) is not { } run)
            return null;
        var (ofTask, ofPerson) = (bytes[RunLength..(RunLength + MarkLength)], bytes[(RunLength + MarkLength)..(RunLength + (2 * MarkLength))]);
        // Of two that have the same four bytes neither is opened.
        var tasks = run.State.Plan.Tasks.Where(task => run.State.Tasks.ContainsKey(task.Id) && Mark(task.Id).SequenceEqual(ofTask)).Take(2).ToList();
        var people = run.State.Plan.Launch.People.Where(person => Mark(person.Id).SequenceEqual(ofPerson)).Take(2).ToList();
        return tasks is [var task] && people is [var person] ? (run, task, person) : null;
    }

    private static byte[]? Bytes(string link)
    {
        try
        {
            return Base64Url.DecodeFromChars(link) is { Length: SignedLength + SigningKey.SignatureLength } bytes ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Mark(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[..MarkLength];
}
