using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Notices;

public enum NoticeChannel
{
    Email,
    Sms,
    Webhook,
}

/// <summary>One message to one address by one channel, from when it was queued until it is sent or given up.</summary>
public sealed class NoticeRecord
{
    public const int LongestKey = 400;

    public required Guid Id { get; init; }

    /// <summary>The same notice has the same key: it is never queued twice.</summary>
    public required string Key { get; init; }

    public required NoticeChannel Channel { get; init; }
    public required string Address { get; init; }

    /// <summary>What it is about: a stream of the journal.</summary>
    public required string About { get; init; }

    /// <summary>What sort of notice it is, for programs: <c>turn</c>.</summary>
    public required string Kind { get; init; }

    public required string Launch { get; init; }

    /// <summary>The person of the launch whom it is for; null for nobody in particular.</summary>
    public string? Person { get; init; }

    public required string Language { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public string? Link { get; init; }
    public required Instant Created { get; init; }
    public required Instant Due { get; init; }
    public int Tries { get; set; }

    /// <summary>When it is to be sent; null when it was, or was given up.</summary>
    public Instant? NextTry { get; set; }

    /// <summary>Since when it is being sent: where a server died meanwhile nobody knows whether it was, and it is sent again.</summary>
    public Instant? Begun { get; set; }

    public Instant? Sent { get; set; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; set; }

    /// <summary>What the provider said when it took it.</summary>
    public string? Answer { get; set; }

    public NoticeState State => Sent is not null ? NoticeState.Sent : NextTry is null ? NoticeState.Undelivered : Begun is not null ? NoticeState.Sending : NoticeState.Waiting;
}

public enum NoticeState
{
    Waiting,
    Sending,
    Sent,
    Undelivered,
}

/// <summary>One try to send a message: the delivery log.</summary>
public sealed class DeliveryRecord
{
    public required Guid Notice { get; init; }

    /// <summary>From 1.</summary>
    public required int Try { get; init; }

    public required Instant At { get; init; }
    public required bool Accepted { get; init; }
    public required string Said { get; init; }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<NoticeRecord>
{
    public void Configure(EntityTypeBuilder<NoticeRecord> builder)
    {
        builder.ToTable("notices");
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.Key).HasMaxLength(NoticeRecord.LongestKey);
        builder.Property(notice => notice.Channel).HasConversion<string>().HasMaxLength(20);
        builder.Property(notice => notice.About).HasMaxLength(200);
        builder.Property(notice => notice.Kind).HasMaxLength(40);
        builder.Property(notice => notice.Launch).HasMaxLength(100);
        builder.Property(notice => notice.Person).HasMaxLength(100);
        builder.Property(notice => notice.Language).HasMaxLength(20);
        builder.HasIndex(notice => notice.Key).IsUnique();
        builder.HasIndex(notice => notice.NextTry);
        builder.HasIndex(notice => new { notice.About, notice.Person });
        // Of two nodes that would send the same one, the second finds that the first has begun.
        builder.Property(notice => notice.Tries).IsConcurrencyToken();
        builder.Ignore(notice => notice.State);
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<DeliveryRecord>
{
    public void Configure(EntityTypeBuilder<DeliveryRecord> builder)
    {
        builder.ToTable("notice_deliveries");
        builder.HasKey(delivery => new { delivery.Notice, delivery.Try });
    }
}
