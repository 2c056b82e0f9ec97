using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Notices;

/// <summary>What a link in a notice opens: one task, for one person.</summary>
public sealed record TaskLink(Guid Run, string Task, string Person, Instant Until);

/// <summary>
/// Signs the links of notices and reads them back. Nothing of them is kept: a link says itself what it opens and until
/// when, and who changes it holds nothing.
/// </summary>
public sealed class TaskLinks(IDataProtectionProvider protection, IClock clock)
{
    /// <summary>A link holds so long at least: a rehearsal's clock may be hours ahead, and a night may be long.</summary>
    private static readonly Duration AtLeast = Duration.FromHours(12);

    private readonly IDataProtector protector = protection.CreateProtector("Slipway.TaskLink.1");

    /// <summary>The link's signed part. It holds until the run's window closes, or the task was to end.</summary>
    public string Sign(Run run, string task, string person)
    {
        var closes = run.State.Clock.Resolve(run.State.Plan.Launch.Window.Closes);
        var planned = run.State.Planned.TryGetValue(task, out var times) ? times.Finish : closes;
        var until = Instant.Max(clock.Now() + AtLeast, Instant.Max(closes, planned));
        return Base64Url.EncodeToString(protector.Protect([.. run.Id.ToByteArray(), .. BitConverter.GetBytes(until.ToUnixTimeSeconds()), .. Encoding.UTF8.GetBytes($"{person}\n{task}")]));
    }

    /// <summary>What a link opens; null when it is none of ours, or opens nothing any more.</summary>
    public TaskLink? Read(string link)
    {
        const int head = 16 + sizeof(long);
        try
        {
            var bytes = protector.Unprotect(Base64Url.DecodeFromChars(link));
            if (bytes.Length <= head || Encoding.UTF8.GetString(bytes.AsSpan(head)).Split('\n') is not [var person, var task])
                return null;
            var until = Instant.FromUnixTimeSeconds(BitConverter.ToInt64(bytes, 16));
            return until > clock.Now() ? new(new Guid(bytes.AsSpan(0, 16)), task, person, until) : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
