namespace Slipway.Platform.Notices;

/// <summary>A feature that has files to send with a notice. They are made when it is sent, and kept nowhere.</summary>
public interface INoticeAttachments
{
    /// <summary>The file for a notice; null when it has none.</summary>
    Task<NoticeAttachment?> OfAsync(NoticeRecord notice, CancellationToken cancellation);
}

/// <summary>An HTML file.</summary>
public sealed record NoticeAttachment(string Name, byte[] Html);
