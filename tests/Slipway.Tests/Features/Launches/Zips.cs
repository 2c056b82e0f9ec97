using System.IO.Compression;

namespace Slipway.Tests.Features.Launches;

/// <summary>Zips for tests.</summary>
internal static class Zips
{
    public static byte[] Of(params ReadOnlySpan<(string Name, string Text)> files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }
        return memory.ToArray();
    }
}
